DELETE FROM employees;
