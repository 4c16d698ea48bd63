INSERT INTO categories VALUES (1,'tea'),(2,'coffee'),(3,'cocoa');
INSERT INTO products VALUES (1,1,200),(2,2,300);
INSERT INTO sales (product_id,quantity) VALUES (1,1),(2,0);
