SELECT m.id AS manager_id, COUNT(e.id) AS reports, SUM(COALESCE(e.salary, 0)) AS payroll
FROM employees m
JOIN employees e ON e.manager_id = m.id
GROUP BY m.id
ORDER BY payroll DESC, LOWER(m.name), m.id
