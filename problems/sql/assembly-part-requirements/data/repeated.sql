INSERT INTO parts VALUES (1,'rack'),(2,'left frame'),(3,'right frame'),(4,'tube'),(5,'cap');
INSERT INTO components (parent_id,child_id,quantity) VALUES (1,2,1),(1,3,1),(2,4,2),(3,4,2),(4,5,2),(1,5,4),(1,5,4);
INSERT INTO work_orders (part_id,quantity) VALUES (1,2),(1,2),(5,1);
