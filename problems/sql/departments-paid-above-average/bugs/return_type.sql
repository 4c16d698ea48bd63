SELECT department_id, COUNT(salary) AS people, SUM(salary) / COUNT(salary) AS average_salary
FROM employees
WHERE department_id IS NOT NULL
GROUP BY department_id
HAVING COUNT(salary) >= 2
   AND SUM(salary) / COUNT(salary) > (SELECT SUM(salary) / COUNT(salary) FROM employees)
