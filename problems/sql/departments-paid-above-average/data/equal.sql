INSERT INTO departments VALUES (1,'sales'),(2,'lab'),(3,'office');
INSERT INTO employees (department_id,salary) VALUES (1,3000),(1,5000),(2,4000),(2,4000),(3,4001),(NULL,3999);
