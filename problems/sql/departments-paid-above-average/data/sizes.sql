INSERT INTO departments VALUES (1,'sales'),(2,'lab'),(3,'office'),(4,'stage');
INSERT INTO employees (department_id,salary) VALUES (1,2000),(1,2000),(1,2000),(1,2000),(1,2000),(2,3500),(2,3500),(3,9000),(4,2600),(4,2601);
