INSERT INTO stations VALUES (1,'Park'),(2,'Mill'),(3,'Quay'),(4,'Dome'),(5,'Fort');
INSERT INTO lines (from_id,to_id,both_ways,closed) VALUES (1,2,1,0),(2,3,1,0),(4,2,1,0),(5,1,0,0),(1,5,0,1);
