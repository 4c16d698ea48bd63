SELECT o.id AS order_id,
       CASE WHEN SUM(l.id IS NOT NULL AND p.id IS NULL) > 0 THEN NULL
            ELSE COALESCE(SUM(l.quantity * p.price_cents), 0) END AS value_cents
FROM orders o
LEFT JOIN order_lines l ON l.order_id = o.id
LEFT JOIN prices p ON p.product_id = l.product_id
  AND p.valid_from <= o.ordered_on
  AND (p.valid_to > o.ordered_on OR p.valid_to IS NULL)
GROUP BY o.id
