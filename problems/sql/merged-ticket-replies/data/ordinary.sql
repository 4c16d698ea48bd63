INSERT INTO tickets VALUES (1,'login fails',NULL),(2,'cannot log in',1),(3,'invoice',NULL),(4,'printer',NULL);
INSERT INTO replies (ticket_id,is_internal,sent_at) VALUES
 (1,0,'2024-05-02 10:00'),(2,0,'2024-05-02 12:30'),(3,0,'2024-05-03 09:00'),(4,0,'2024-05-04 09:00'),(3,1,'2024-05-05 09:00');
