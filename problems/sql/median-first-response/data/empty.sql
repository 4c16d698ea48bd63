INSERT INTO tickets VALUES (1,'high','2024-03-04 09:13'),(2,'low','2024-03-04 10:02');
