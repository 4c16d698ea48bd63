INSERT INTO parts VALUES (1,'table'),(2,'top'),(3,'leg'),(4,'screw'),(5,'stool');
INSERT INTO components (parent_id,child_id,quantity) VALUES (1,2,1),(1,3,4),(1,4,8),(5,3,3),(5,4,6);
INSERT INTO work_orders (part_id,quantity) VALUES (1,10),(5,5);
