INSERT INTO tickets VALUES
 (1,'high','2024-03-04 12:00'),(2,'high','2024-03-04 18:00'),(3,'high','2024-03-05 12:00'),
 (4,'low','2024-03-04 12:00'),(5,'low','2024-03-05 12:00');
INSERT INTO messages (ticket_id,author_role,sent_at) VALUES
 (1,'customer','2024-03-04 12:01'),(1,'agent','2024-03-04 12:45'),(2,'agent','2024-03-04 19:30'),(3,'agent','2024-03-05 15:00'),
 (4,'agent','2024-03-05 00:00'),(5,'agent','2024-03-05 18:00');
