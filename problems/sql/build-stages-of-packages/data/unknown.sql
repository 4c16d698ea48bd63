INSERT INTO packages VALUES (1,'base'),(2,'net'),(3,'app'),(4,'site');
INSERT INTO needs VALUES (1,NULL,0),(2,1,NULL),(3,2,0),(4,1,1),(4,NULL,NULL);
