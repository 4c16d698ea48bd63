INSERT INTO surveys VALUES (1,'spring'),(2,'support');
