WITH per_department AS (
  SELECT department_id, COUNT(salary) AS people, AVG(salary) AS average_salary
  FROM employees
  WHERE salary IS NOT NULL
  GROUP BY department_id
)
SELECT department_id, people, average_salary
FROM per_department
WHERE department_id IS NOT NULL AND people >= 2
  AND average_salary > (SELECT AVG(average_salary) FROM per_department)
