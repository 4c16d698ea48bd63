WITH weekly AS (
  SELECT employee_id, date(worked_on, '-6 days', 'weekday 1') AS week_start, SUM(minutes) AS mins
  FROM shifts
  GROUP BY employee_id, week_start
)
SELECT e.id AS employee_id,
       COUNT(w.week_start) AS weeks,
       COALESCE(CAST(ROUND(SUM(e.hourly_cents * (MIN(w.mins, 2400) + 1.5 * MAX(w.mins - 2400, 0)) / 60.0)) AS INTEGER), 0) AS pay_cents
FROM employees e
LEFT JOIN weekly w ON w.employee_id = e.id
GROUP BY e.id
