INSERT INTO products VALUES (1,'kettle'),(2,'lamp'),(3,'rug');
INSERT INTO reviews (product_id,customer_id,stars,written_at) VALUES
 (1,7,4,'2024-02-01 10:00'),(1,8,NULL,'2024-02-03 11:00'),(2,7,NULL,'2024-02-04 09:00'),
 (3,7,5,'2024-02-01 09:00'),(3,7,NULL,'2024-02-02 09:00'),(3,8,3,'2024-02-02 10:00');
