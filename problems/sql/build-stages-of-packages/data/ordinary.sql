INSERT INTO packages VALUES (1,'base'),(2,'net'),(3,'app');
INSERT INTO needs VALUES (2,1,0),(3,1,0),(3,2,0);
