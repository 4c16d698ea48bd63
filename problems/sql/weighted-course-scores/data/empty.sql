INSERT INTO students VALUES (1,'Amara'),(2,'Bo');
