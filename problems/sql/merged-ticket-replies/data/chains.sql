INSERT INTO tickets VALUES (1,'login fails',2),(2,'cannot log in',3),(3,'outage',NULL),(4,'outage again',3),(5,'down?',4),(6,'printer',NULL),(7,'printer jam',6);
INSERT INTO replies (ticket_id,is_internal,sent_at) VALUES
 (1,0,'2024-05-09 10:00'),(2,0,'2024-05-02 12:30'),(3,0,'2024-05-03 09:00'),(5,0,'2024-05-03 11:00'),(6,0,'2024-05-05 09:00'),(7,1,'2024-05-06 09:00');
