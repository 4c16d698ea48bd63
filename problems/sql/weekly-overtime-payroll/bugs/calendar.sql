WITH weekly AS (
  SELECT s.employee_id, strftime('%Y-%W', s.worked_on) AS week, SUM(s.minutes) AS mins
  FROM shifts s
  GROUP BY s.employee_id, week
), pay AS (
  SELECT w.employee_id,
         CAST(ROUND(e.hourly_cents * (MIN(mins, 2400) + 1.5 * MAX(mins - 2400, 0)) / 60.0) AS INTEGER) AS cents
  FROM weekly w JOIN employees e ON e.id = w.employee_id
)
SELECT e.id, COUNT(p.cents), COALESCE(SUM(p.cents), 0)
FROM employees e LEFT JOIN pay p ON p.employee_id = e.id
GROUP BY e.id
