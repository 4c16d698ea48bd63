WITH RECURSIVE steps(plan_id, number, first_day, day_of_month, instalments, total_cents) AS (
  SELECT id, 1, date(first_due_on, 'start of month'), CAST(strftime('%d', first_due_on) AS INTEGER), instalments, total_cents
  FROM plans WHERE instalments > 0
  UNION ALL
  SELECT plan_id, number + 1, date(first_day, '+1 month'), day_of_month, instalments, total_cents
  FROM steps WHERE number < instalments
)
SELECT plan_id, number,
       MIN(date(first_day, '+' || (day_of_month - 1) || ' days'), date(first_day, '+1 month', '-1 day')) AS due_on,
       total_cents / instalments + CASE WHEN number = instalments THEN total_cents % instalments ELSE 0 END AS amount_cents
FROM steps
ORDER BY plan_id, number
