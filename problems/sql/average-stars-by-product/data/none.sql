INSERT INTO products VALUES (1,'kettle'),(2,'lamp');
INSERT INTO reviews (product_id,customer_id,stars,written_at) VALUES (2,7,5,'2024-02-04 09:00');
