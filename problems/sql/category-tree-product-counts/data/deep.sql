INSERT INTO categories VALUES (9,'all',NULL),(4,'home',9),(5,'kitchen',4),(2,'pans',5),(1,'lids',2),(7,'garden',9);
INSERT INTO products VALUES (1,'kettle',0),(2,'lamp',0),(3,'lid',0),(4,'pan',0);
INSERT INTO listings VALUES (5,1),(4,2),(1,3),(2,4),(7,2);
