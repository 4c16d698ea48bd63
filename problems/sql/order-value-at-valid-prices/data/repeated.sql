INSERT INTO orders VALUES (1,'2024-02-10');
INSERT INTO order_lines (order_id,product_id,quantity) VALUES (1,11,2),(1,11,2),(1,12,1);
INSERT INTO prices (product_id,price_cents,valid_from,valid_to) VALUES (11,500,'2024-01-01',NULL),(12,1000,'2023-06-01',NULL);
