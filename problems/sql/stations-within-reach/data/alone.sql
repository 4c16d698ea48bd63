INSERT INTO stations VALUES (1,'Park'),(2,'Mill');
INSERT INTO lines (from_id,to_id,both_ways,closed) VALUES (2,1,0,0),(1,2,1,1);
