WITH RECURSIVE months(d) AS (
  VALUES ('2023-10-01') UNION ALL SELECT date(d, '+1 month') FROM months WHERE d < '2024-03-01'
), active AS (
  SELECT DISTINCT customer_id, strftime('%Y-%m-01', ordered_at) AS d
  FROM orders WHERE customer_id IS NOT NULL AND status != 'cancelled'
)
SELECT strftime('%Y-%m', m.d) AS month,
       (SELECT COUNT(*) FROM active a WHERE a.d = m.d) AS customers,
       (SELECT COUNT(*) FROM active a WHERE a.d = m.d
          AND a.customer_id IN (SELECT b.customer_id FROM active b WHERE b.d = date(m.d, '+1 month'))) AS came_back
FROM months m
ORDER BY month
