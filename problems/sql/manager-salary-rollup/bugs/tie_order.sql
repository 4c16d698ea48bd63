WITH RECURSIVE chain(top_id, id) AS (
  SELECT manager_id, id FROM employees WHERE manager_id IS NOT NULL
  UNION ALL
  SELECT e.manager_id, c.id FROM chain c JOIN employees e ON e.id = c.top_id WHERE e.manager_id IS NOT NULL
)
SELECT c.top_id AS manager_id, COUNT(*) AS reports, COALESCE(SUM(e.salary), 0) AS payroll
FROM chain c JOIN employees e ON e.id = c.id
GROUP BY c.top_id
ORDER BY payroll DESC, c.top_id
