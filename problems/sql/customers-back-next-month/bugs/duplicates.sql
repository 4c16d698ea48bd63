WITH RECURSIVE months(d) AS (
  VALUES ('2023-10-01') UNION ALL SELECT date(d, '+1 month') FROM months WHERE d < '2024-03-01'
), valid AS (
  SELECT customer_id, strftime('%Y-%m-01', ordered_at) AS d
  FROM orders WHERE customer_id IS NOT NULL AND COALESCE(status, '') != 'cancelled'
)
SELECT substr(m.d, 1, 7) AS month, COUNT(DISTINCT v.customer_id) AS customers, COUNT(n.customer_id) AS came_back
FROM months m
LEFT JOIN valid v ON v.d = m.d
LEFT JOIN valid n ON n.customer_id = v.customer_id AND n.d = date(m.d, '+1 month')
GROUP BY m.d
ORDER BY m.d
