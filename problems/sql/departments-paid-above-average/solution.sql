WITH company AS (
  SELECT SUM(salary) AS total, COUNT(salary) AS people FROM employees
)
SELECT e.department_id, COUNT(e.salary) AS people, AVG(e.salary) AS average_salary
FROM employees e CROSS JOIN company c
WHERE e.department_id IS NOT NULL
GROUP BY e.department_id
HAVING COUNT(e.salary) >= 2 AND SUM(e.salary) * c.people > c.total * COUNT(e.salary)
