INSERT INTO tickets VALUES (1,'2024-03-06 00:00');
INSERT INTO status_changes VALUES
 (1,1,'2024-03-04 00:00','New'),(2,1,'2024-03-04 12:00','OPEN'),(3,1,'2024-03-05 00:00','new'),(4,1,'2024-03-05 12:00','open');
