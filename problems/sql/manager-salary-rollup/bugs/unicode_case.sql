WITH RECURSIVE chain(top_id, id) AS (
  SELECT manager_id, id FROM employees WHERE manager_id IS NOT NULL
  UNION
  SELECT c.top_id, e.id FROM chain c JOIN employees e ON e.manager_id = c.id
)
SELECT m.id AS manager_id, COUNT(e.id) AS reports, COALESCE(SUM(e.salary), 0) AS payroll
FROM chain c
JOIN employees m ON m.id = c.top_id
JOIN employees e ON e.id = c.id
GROUP BY m.id, m.name
ORDER BY payroll DESC, m.name ASC, m.id ASC
