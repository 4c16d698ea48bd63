INSERT INTO departments VALUES (1,'sales'),(2,'lab');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
INSERT INTO employees (department_id,salary) SELECT 1 + i % 2, 5000 FROM n;
UPDATE employees SET salary = 5001 WHERE id = 1;
