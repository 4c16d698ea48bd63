INSERT INTO categories VALUES (1,'tea'),(2,'coffee');
INSERT INTO products VALUES (1,1,1),(2,2,0);
INSERT INTO sales (product_id,quantity) VALUES (1,1),(2,3);
