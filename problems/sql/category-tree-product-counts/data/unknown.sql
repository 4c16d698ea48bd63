INSERT INTO categories VALUES (1,'home',NULL),(2,'kitchen',1);
INSERT INTO products VALUES (1,'kettle',NULL),(2,'lamp',0),(3,'rug',1),(4,'pot',NULL);
INSERT INTO listings VALUES (1,1),(2,2),(2,3),(2,4);
