WITH refund_totals AS (
  SELECT order_id, SUM(COALESCE(amount_cents, 0)) AS refunded
  FROM refunds GROUP BY order_id
)
SELECT c.id, COUNT(o.id), SUM(o.total_cents) - SUM(COALESCE(rt.refunded, 0))
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id
LEFT JOIN refund_totals rt ON rt.order_id = o.id
WHERE o.status = 'paid'
  AND date(o.placed_at) >= '2024-01-01' AND date(o.placed_at) <= '2024-03-31'
GROUP BY c.id
