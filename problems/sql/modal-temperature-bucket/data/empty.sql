INSERT INTO sensors VALUES (1,'hall'),(2,'cellar');
