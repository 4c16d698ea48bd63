INSERT INTO parts VALUES (1,'rack'),(2,'frame'),(3,'cap');
INSERT INTO components (parent_id,child_id,quantity) VALUES (1,2,2);
