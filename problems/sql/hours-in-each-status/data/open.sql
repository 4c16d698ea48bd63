INSERT INTO tickets VALUES (1,NULL),(2,NULL),(3,'2024-06-30 00:00');
INSERT INTO status_changes VALUES
 (1,1,'2024-06-30 00:00','new'),(2,1,'2024-06-30 12:00','open'),(3,2,'2024-06-29 00:00','new'),(4,3,'2024-06-29 12:00','new');
