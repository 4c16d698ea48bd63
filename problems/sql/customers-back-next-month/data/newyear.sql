INSERT INTO orders (customer_id,ordered_at,status) VALUES
 (1,'2023-12-31 23:59','sent'),(1,'2024-01-31 10:00','sent'),(2,'2023-12-07 10:00','sent'),(2,'2024-01-01 00:00','sent'),(1,'2024-02-29 10:00','sent');
