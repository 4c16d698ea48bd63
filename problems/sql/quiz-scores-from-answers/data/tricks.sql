INSERT INTO players VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO questions VALUES (1,'rome'),(2,NULL),(3,NULL);
INSERT INTO answers VALUES (1,1,'rome'),(1,2,NULL),(1,3,''),(2,1,NULL),(2,2,'paris'),(2,3,'oslo'),(3,1,'rom'),(3,2,NULL),(3,3,'x');
