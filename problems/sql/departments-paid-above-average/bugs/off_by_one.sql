SELECT e.department_id, COUNT(e.salary) AS people, AVG(e.salary) AS average_salary
FROM employees e
WHERE e.department_id IS NOT NULL AND e.salary IS NOT NULL
GROUP BY e.department_id
HAVING COUNT(e.salary) > 2
   AND SUM(e.salary) * (SELECT COUNT(salary) FROM employees) > (SELECT SUM(salary) FROM employees) * COUNT(e.salary)
