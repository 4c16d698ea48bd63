INSERT INTO orders (customer_id,ordered_at,status) VALUES
 (1,'2023-10-05 10:00',NULL),(1,'2023-11-05 10:00','sent'),(2,'2023-10-07 10:00','sent'),(2,'2023-11-07 10:00',NULL),(NULL,'2023-10-07 10:00',NULL),(NULL,'2023-11-07 10:00',NULL);
