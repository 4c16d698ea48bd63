INSERT INTO orders VALUES (1,'2024-03-10'),(2,'2024-03-20'),(3,'2024-03-12'),(4,'2024-03-13');
INSERT INTO order_lines (order_id,product_id,quantity) VALUES (1,11,2),(1,99,1),(2,99,4),(4,11,0);
INSERT INTO prices (product_id,price_cents,valid_from,valid_to) VALUES (11,450,'2024-03-05',NULL);
