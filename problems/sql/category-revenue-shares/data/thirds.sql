INSERT INTO categories VALUES (1,'tea'),(2,'coffee'),(3,'cocoa');
INSERT INTO products VALUES (1,1,100),(2,2,100),(3,3,100),(4,3,50);
INSERT INTO sales (product_id,quantity) VALUES (1,1),(2,1),(3,1),(1,2),(2,3),(4,1),(4,1),(4,2),(3,4),(2,1),(1,1);
