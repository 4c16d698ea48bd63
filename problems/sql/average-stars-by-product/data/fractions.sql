INSERT INTO products VALUES (1,'kettle'),(2,'lamp');
INSERT INTO reviews (product_id,customer_id,stars,written_at) VALUES
 (1,7,4,'2024-02-01 10:00'),(1,8,5,'2024-02-03 11:00'),(2,7,5,'2024-02-04 09:00'),(2,9,3,'2024-02-05 09:00'),(2,8,2,'2024-02-05 10:00');
