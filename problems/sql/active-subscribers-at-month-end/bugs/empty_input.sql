WITH RECURSIVE m(d) AS (
  SELECT '2024-01-01' UNION ALL SELECT date(d, '+1 month') FROM m WHERE d < '2024-06-01'
), e AS (SELECT d, date(d, '+1 month', '-1 day') AS last_day FROM m)
SELECT strftime('%Y-%m', e.last_day) AS month, COUNT(DISTINCT s.customer_id) AS active_customers
FROM e, subscriptions s
WHERE s.started_on <= e.last_day AND (s.ended_on > e.last_day OR s.ended_on IS NULL)
GROUP BY month
ORDER BY month
