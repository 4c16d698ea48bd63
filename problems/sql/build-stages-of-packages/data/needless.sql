INSERT INTO packages VALUES (1,'base'),(2,'net');
INSERT INTO needs VALUES (2,1,1);
