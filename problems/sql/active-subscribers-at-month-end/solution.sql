WITH RECURSIVE months(first_day) AS (
  VALUES ('2024-01-01')
  UNION ALL
  SELECT date(first_day, '+1 month') FROM months WHERE first_day < '2024-06-01'
), ends AS (
  SELECT substr(first_day, 1, 7) AS month, date(first_day, '+1 month', '-1 day') AS day FROM months
)
SELECT e.month, COUNT(DISTINCT s.customer_id) AS active_customers
FROM ends e
LEFT JOIN subscriptions s
  ON s.started_on <= e.day AND (s.ended_on IS NULL OR s.ended_on > e.day)
GROUP BY e.month
ORDER BY e.month
