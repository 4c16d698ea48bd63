WITH RECURSIVE chain(top_id, id, salary) AS (
  SELECT manager_id, id, salary FROM employees WHERE manager_id IS NOT NULL
  UNION ALL
  SELECT c.top_id, e.id, e.salary FROM chain c JOIN employees e ON e.manager_id = c.id
)
SELECT c.top_id AS manager_id, COUNT(*) AS reports, SUM(c.salary) AS payroll
FROM chain c JOIN employees m ON m.id = c.top_id
GROUP BY c.top_id
ORDER BY payroll DESC, m.name COLLATE NOCASE ASC, c.top_id ASC
