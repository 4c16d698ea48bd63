WITH refunded AS (
  SELECT order_id, SUM(amount_cents) AS cents FROM refunds GROUP BY order_id
)
SELECT c.id AS customer_id, COUNT(o.id) AS order_count, COALESCE(SUM(o.total_cents - r.cents), 0) AS net_cents
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id AND o.status = 'paid'
  AND o.placed_at >= '2024-01-01' AND o.placed_at < '2024-04-01'
LEFT JOIN refunded r ON r.order_id = o.id
GROUP BY c.id
