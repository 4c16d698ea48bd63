INSERT INTO departments VALUES (1,'sales'),(2,'lab');
INSERT INTO employees (department_id,salary) VALUES (1,3000),(1,3200),(1,2800),(2,4000),(2,4400),(2,4200),(NULL,3600);
