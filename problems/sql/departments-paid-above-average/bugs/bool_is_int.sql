SELECT department_id, COUNT(*) AS people, SUM(COALESCE(salary, 0)) * 1.0 / COUNT(*) AS average_salary
FROM employees
WHERE department_id IS NOT NULL
GROUP BY department_id
HAVING COUNT(*) >= 2
   AND SUM(COALESCE(salary, 0)) * (SELECT COUNT(*) FROM employees) > (SELECT SUM(COALESCE(salary, 0)) FROM employees) * COUNT(*)
