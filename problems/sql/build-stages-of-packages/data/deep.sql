INSERT INTO packages VALUES (1,'base'),(2,'net'),(3,'app'),(4,'site'),(5,'shop'),(6,'docs');
INSERT INTO needs VALUES (2,1,0),(3,2,0),(4,3,0),(5,4,0),(5,1,0),(6,1,1),(6,5,1),(3,2,0);
