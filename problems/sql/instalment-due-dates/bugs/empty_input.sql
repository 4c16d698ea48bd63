WITH RECURSIVE n(plan_id, number, month_start) AS (
  SELECT id, 1, date(first_due_on, 'start of month') FROM plans
  UNION ALL
  SELECT n.plan_id, n.number + 1, date(n.month_start, '+1 month')
  FROM n JOIN plans p ON p.id = n.plan_id
  WHERE n.number < p.instalments
)
SELECT p.id AS plan_id, n.number,
       substr(n.month_start, 1, 8) || MIN(substr(p.first_due_on, 9, 2), strftime('%d', n.month_start, '+1 month', '-1 day')) AS due_on,
       CASE WHEN n.number = p.instalments THEN p.total_cents - p.total_cents / p.instalments * (p.instalments - 1)
            ELSE p.total_cents / p.instalments END AS amount_cents
FROM n JOIN plans p ON p.id = n.plan_id
ORDER BY p.id, n.number
