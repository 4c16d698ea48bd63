INSERT INTO categories VALUES (1,'home',NULL),(2,'kitchen',1),(3,'gifts',1);
INSERT INTO products VALUES (1,'kettle',0),(2,'lamp',0);
INSERT INTO listings VALUES (1,1),(2,1),(3,1),(3,2);
