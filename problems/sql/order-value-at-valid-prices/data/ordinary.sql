INSERT INTO orders VALUES (1,'2024-02-10'),(2,'2024-04-05'),(3,'2024-05-20');
INSERT INTO order_lines (order_id,product_id,quantity) VALUES (1,11,2),(1,12,1),(2,11,3),(3,12,5),(3,11,1);
INSERT INTO prices (product_id,price_cents,valid_from,valid_to) VALUES
 (11,500,'2024-01-01','2024-03-01'),(11,550,'2024-03-01',NULL),(12,1200,'2023-06-01','2024-05-01'),(12,1150,'2024-05-01',NULL);
