INSERT INTO players VALUES (1,'Ada'),(2,'Bo');
