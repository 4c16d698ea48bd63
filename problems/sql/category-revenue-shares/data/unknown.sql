INSERT INTO categories VALUES (1,'tea'),(2,'coffee');
INSERT INTO products VALUES (1,1,200),(2,2,300),(3,NULL,1000);
INSERT INTO sales (product_id,quantity) VALUES (1,NULL),(1,2),(2,NULL),(3,NULL);
