WITH RECURSIVE n(plan_id, number) AS (
  SELECT id, 1 FROM plans WHERE instalments >= 1
  UNION ALL
  SELECT n.plan_id, n.number + 1
  FROM n JOIN plans p ON p.id = n.plan_id
  WHERE n.number < p.instalments
)
SELECT p.id AS plan_id, n.number,
       date(p.first_due_on, '+' || (n.number - 1) || ' months') AS due_on,
       CASE WHEN n.number < p.instalments THEN p.total_cents / p.instalments
            ELSE p.total_cents - (p.total_cents / p.instalments) * (p.instalments - 1) END AS amount_cents
FROM n JOIN plans p ON p.id = n.plan_id
ORDER BY p.id, n.number
