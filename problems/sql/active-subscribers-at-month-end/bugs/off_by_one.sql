WITH RECURSIVE m(d) AS (
  SELECT date('2024-01-01')
  UNION ALL
  SELECT date(d, '+1 month') FROM m WHERE d < '2024-06-01'
)
SELECT strftime('%Y-%m', m.d) AS month, COUNT(DISTINCT s.customer_id) AS active_customers
FROM m
LEFT JOIN subscriptions s
  ON date(m.d, '+1 month', '-1 day') BETWEEN s.started_on AND COALESCE(s.ended_on, '9999-12-31')
GROUP BY m.d
ORDER BY m.d
