INSERT INTO orders VALUES (1,'2024-03-10'),(2,'2024-03-20'),(3,'2024-03-12'),(4,'2024-03-12');
INSERT INTO order_lines (order_id,product_id,quantity) VALUES (1,11,2),(2,11,2),(3,12,1),(3,12,3),(4,13,1);
INSERT INTO prices (product_id,price_cents,valid_from,valid_to) VALUES
 (11,450,'2024-03-05','2024-03-15'),(11,500,'2024-01-01',NULL),
 (12,900,'2024-01-01',NULL),(12,950,'2024-02-01',NULL),(12,700,'2024-03-12','2024-03-13'),(13,10,'2024-03-12','2024-03-13');
