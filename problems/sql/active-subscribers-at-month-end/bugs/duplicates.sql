WITH RECURSIVE m(d) AS (
  SELECT date('2024-01-31') AS d
  UNION ALL
  SELECT date(d, 'start of month', '+2 months', '-1 day') FROM m WHERE d < '2024-06-30'
)
SELECT strftime('%Y-%m', m.d) AS month, COUNT(s.id) AS active_customers
FROM m
LEFT JOIN subscriptions s
  ON s.started_on <= m.d AND COALESCE(s.ended_on, '9999-12-31') > m.d
GROUP BY m.d
ORDER BY month
