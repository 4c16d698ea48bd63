INSERT INTO categories VALUES (1,'tea'),(2,'coffee');
INSERT INTO products VALUES (1,1,200),(3,NULL,900);
INSERT INTO sales (product_id,quantity) VALUES (3,2);
