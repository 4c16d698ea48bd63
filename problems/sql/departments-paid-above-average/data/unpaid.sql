INSERT INTO departments VALUES (1,'sales'),(2,'lab'),(3,'board'),(4,'press');
INSERT INTO employees (department_id,salary) VALUES (1,3000),(1,3300),(1,NULL),(2,2000),(2,2500),(2,0),(3,NULL),(3,NULL),(3,9000),(3,8000),(3,NULL),(3,NULL),(NULL,NULL),(4,9900),(4,NULL);
