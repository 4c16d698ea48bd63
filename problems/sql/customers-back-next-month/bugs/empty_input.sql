WITH active AS (
  SELECT DISTINCT customer_id, strftime('%Y-%m', ordered_at) AS month, strftime('%Y-%m', ordered_at, 'start of month', '+1 month') AS next_month
  FROM orders WHERE customer_id IS NOT NULL AND (status IS NULL OR status <> 'cancelled')
)
SELECT a.month, COUNT(*) AS customers, COUNT(b.customer_id) AS came_back
FROM active a
LEFT JOIN active b ON b.customer_id = a.customer_id AND b.month = a.next_month
WHERE a.month BETWEEN '2023-10' AND '2024-03'
GROUP BY a.month
ORDER BY a.month
