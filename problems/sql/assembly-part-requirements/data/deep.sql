INSERT INTO parts VALUES (1,'cart'),(2,'axle set'),(3,'wheel'),(4,'spoke'),(5,'rim'),(6,'bolt'),(7,'bell');
INSERT INTO components (parent_id,child_id,quantity) VALUES (1,2,2),(2,3,2),(3,4,24),(3,5,1),(2,6,4),(1,6,3);
INSERT INTO work_orders (part_id,quantity) VALUES (1,3),(3,1),(6,20);
