INSERT INTO orders VALUES (1,'2024-03-01'),(2,'2024-02-29'),(3,'2024-06-01'),(4,'2023-12-31'),(5,'2024-01-01');
INSERT INTO order_lines (order_id,product_id,quantity) VALUES (1,11,1),(2,11,1),(3,12,4),(3,11,1),(4,11,2),(5,11,2),(5,12,1);
INSERT INTO prices (product_id,price_cents,valid_from,valid_to) VALUES
 (11,500,'2024-01-01','2024-03-01'),(11,550,'2024-03-01',NULL),(12,1200,'2023-06-01','2024-06-01');
