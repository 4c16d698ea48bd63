INSERT INTO tickets VALUES (1,'login fails',NULL),(2,'cannot log in',1),(3,'invoice',1),(4,'printer',NULL),(5,'toner',4);
INSERT INTO replies (ticket_id,is_internal,sent_at) VALUES
 (1,0,'2024-05-02 10:00'),(1,0,'2024-05-02 11:00'),(2,0,'2024-05-02 12:30'),(2,0,'2024-05-01 12:30'),(2,0,'2024-05-02 12:30'),(3,1,'2024-05-03 09:00'),
 (5,0,'2024-05-07 08:00'),(5,0,'2024-05-06 08:00');
