INSERT INTO categories VALUES (1,'home',NULL),(2,'kitchen',1),(3,'garden',NULL);
INSERT INTO products VALUES (1,'kettle',1),(2,'lamp',0);
INSERT INTO listings VALUES (2,1);
