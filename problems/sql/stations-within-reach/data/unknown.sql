INSERT INTO stations VALUES (1,'Park'),(2,'Mill'),(3,'Quay'),(4,'Dome'),(5,'Fort'),(6,'Hill'),(7,'Glen');
INSERT INTO lines (from_id,to_id,both_ways,closed) VALUES (1,2,NULL,NULL),(3,1,NULL,0),(2,4,1,NULL),(4,2,1,NULL),(5,4,1,0),(4,6,0,1),(7,1,1,1);
