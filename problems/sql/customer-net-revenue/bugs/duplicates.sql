SELECT c.id AS customer_id,
       COUNT(DISTINCT o.id) AS order_count,
       COALESCE(SUM(o.total_cents), 0) - COALESCE(SUM(f.amount_cents), 0) AS net_cents
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id
  AND o.status = 'paid'
  AND date(o.placed_at) BETWEEN '2024-01-01' AND '2024-03-31'
LEFT JOIN refunds f ON f.order_id = o.id
GROUP BY c.id
