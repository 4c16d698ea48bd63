INSERT INTO departments VALUES (1,'sales');
INSERT INTO employees (department_id,salary) VALUES (1,NULL),(1,NULL),(NULL,100);
