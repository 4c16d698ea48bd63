SELECT department_id, COUNT(salary) AS people, AVG(salary) AS average_salary
FROM employees
WHERE department_id IS NOT NULL AND salary IS NOT NULL
GROUP BY department_id
HAVING COUNT(salary) >= 2
   AND ROUND(AVG(salary), 2) > (SELECT ROUND(AVG(salary), 2) FROM employees)
