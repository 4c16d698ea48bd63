SELECT c.id AS customer_id,
       COUNT(q.id) AS order_count,
       COALESCE(SUM(q.net), 0) AS net_cents
FROM customers c
LEFT JOIN (
  SELECT o.id, o.customer_id,
         o.total_cents - COALESCE((SELECT SUM(amount_cents) FROM refunds WHERE order_id = o.id), 0) AS net
  FROM orders o
  WHERE o.status = 'paid' AND o.placed_at BETWEEN '2024-01-01' AND '2024-03-31'
) q ON q.customer_id = c.id
GROUP BY c.id
