WITH weekly AS (
  SELECT employee_id, date(worked_on, 'weekday 0', '-6 days') AS monday, SUM(minutes) AS minutes
  FROM shifts GROUP BY 1, 2
)
SELECT e.id AS employee_id,
       COUNT(w.monday) AS weeks,
       COALESCE(SUM((e.hourly_cents * (2 * MIN(w.minutes, 2400) + 3 * MAX(w.minutes - 2400, 0)) + 60) / 120), 0) AS pay_cents
FROM employees e
LEFT JOIN weekly w ON w.employee_id = e.id
GROUP BY e.id
