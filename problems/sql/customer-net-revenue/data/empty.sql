INSERT INTO customers VALUES (1,'Brandt'),(2,'Okafor'),(3,'Lindqvist');
INSERT INTO orders VALUES (1,3,'2024-01-09 10:00:00','paid',4000),(2,3,'2024-03-09 10:00:00','open',4000);
