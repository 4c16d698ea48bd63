WITH RECURSIVE below(manager_id, employee_id) AS (
  SELECT manager_id, id FROM employees WHERE manager_id IS NOT NULL
  UNION ALL
  SELECT b.manager_id, e.id FROM below b JOIN employees e ON e.manager_id = b.employee_id
)
SELECT m.id AS manager_id, COUNT(*) AS reports, SUM(COALESCE(e.salary, 0)) AS payroll
FROM below b
JOIN employees m ON m.id = b.manager_id
JOIN employees e ON e.id = b.employee_id
GROUP BY m.id
ORDER BY payroll DESC, m.name COLLATE NOCASE, m.id
