INSERT INTO players VALUES (1,'Ada'),(2,'Bo');
INSERT INTO questions VALUES (1,'rome'),(2,'paris'),(3,'oslo');
INSERT INTO answers VALUES (1,1,'rome'),(1,2,'lyon'),(1,3,'oslo'),(2,1,'rome'),(2,2,'paris'),(2,3,'bergen');
