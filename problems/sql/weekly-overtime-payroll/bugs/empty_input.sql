WITH weekly AS (
  SELECT e.id AS employee_id, e.hourly_cents, date(s.worked_on, 'weekday 0', '-6 days') AS wk, SUM(s.minutes) AS mins
  FROM employees e JOIN shifts s ON s.employee_id = e.id
  GROUP BY e.id, wk
)
SELECT employee_id,
       COUNT(*) AS weeks,
       SUM(CAST(ROUND(hourly_cents * (CASE WHEN mins > 2400 THEN 2400 + (mins - 2400) * 1.5 ELSE mins END) / 60.0) AS INTEGER)) AS pay_cents
FROM weekly
GROUP BY employee_id
