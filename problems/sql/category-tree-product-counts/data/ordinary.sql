INSERT INTO categories VALUES (1,'home',NULL),(2,'kitchen',1),(3,'garden',NULL);
INSERT INTO products VALUES (1,'kettle',0),(2,'lamp',0),(3,'spade',0),(4,'toaster',1);
INSERT INTO listings VALUES (2,1),(1,2),(3,3),(2,4);
