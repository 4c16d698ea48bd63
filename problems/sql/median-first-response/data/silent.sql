INSERT INTO tickets VALUES
 (1,'high','2024-03-04 09:13'),(2,'low','2024-03-04 10:02'),(3,'low','2024-03-05 09:20'),(4,'normal','2024-03-05 07:00');
INSERT INTO messages (ticket_id,author_role,sent_at) VALUES
 (1,'customer','2024-03-04 09:20'),(2,'agent','2024-03-04 10:02'),(3,'agent','2024-03-05 09:33'),(3,'customer','2024-03-05 09:34');
