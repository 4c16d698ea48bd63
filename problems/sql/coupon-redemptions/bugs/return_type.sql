SELECT c.id AS coupon_id,
       COUNT(DISTINCT r.order_id) AS orders,
       CASE WHEN c.max_orders IS NOT NULL AND COUNT(DISTINCT r.order_id) >= c.max_orders THEN 1 ELSE 0 END AS used_up
FROM coupons c
LEFT JOIN redemptions r ON r.code_entered = c.code COLLATE BINARY
  AND (c.expires_on IS NULL OR r.redeemed_on <= c.expires_on)
GROUP BY c.id
