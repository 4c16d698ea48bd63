INSERT INTO categories VALUES (1,'tea'),(2,'coffee');
INSERT INTO products VALUES (1,1,500),(2,1,300),(3,2,1000),(4,NULL,700);
INSERT INTO sales (product_id,quantity) VALUES (1,4),(2,2),(3,5),(3,2),(4,1),(1,2),(3,1);
