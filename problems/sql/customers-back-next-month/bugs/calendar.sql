WITH months(month) AS (
  VALUES ('2023-10'), ('2023-11'), ('2023-12'), ('2024-01'), ('2024-02'), ('2024-03')
), active AS (
  SELECT DISTINCT customer_id, substr(ordered_at, 1, 7) AS month
  FROM orders WHERE customer_id IS NOT NULL AND COALESCE(status, '') <> 'cancelled'
)
SELECT m.month, COUNT(a.customer_id) AS customers, COUNT(n.customer_id) AS came_back
FROM months m
LEFT JOIN active a ON a.month = m.month
LEFT JOIN active n ON n.customer_id = a.customer_id
  AND n.month = substr(m.month, 1, 5) || printf('%02d', CAST(substr(m.month, 6) AS INTEGER) + 1)
GROUP BY m.month
ORDER BY m.month
