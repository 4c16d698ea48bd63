INSERT INTO players VALUES (1,'Ada'),(2,'Bo');
INSERT INTO questions VALUES (1,'rome'),(2,NULL),(3,'oslo');
INSERT INTO answers VALUES (1,1,'rome');
