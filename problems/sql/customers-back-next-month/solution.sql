WITH RECURSIVE months(first_day) AS (
  VALUES ('2023-10-01')
  UNION ALL
  SELECT date(first_day, '+1 month') FROM months WHERE first_day < '2024-03-01'
), active AS (
  SELECT DISTINCT customer_id, date(ordered_at, 'start of month') AS first_day
  FROM orders WHERE customer_id IS NOT NULL AND status IS NOT 'cancelled'
)
SELECT substr(m.first_day, 1, 7) AS month, COUNT(a.customer_id) AS customers, COUNT(n.customer_id) AS came_back
FROM months m
LEFT JOIN active a ON a.first_day = m.first_day
LEFT JOIN active n ON n.customer_id = a.customer_id AND n.first_day = date(m.first_day, '+1 month')
GROUP BY m.first_day
ORDER BY m.first_day
