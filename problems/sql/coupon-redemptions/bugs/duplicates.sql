SELECT c.id AS coupon_id,
       COUNT(r.order_id) AS orders,
       COALESCE(COUNT(r.order_id) >= CAST(c.max_orders AS INTEGER), 0) AS used_up
FROM coupons c
LEFT JOIN redemptions r ON r.code_entered = c.code COLLATE BINARY
  AND r.redeemed_on <= COALESCE(c.expires_on, '9999-12-31')
GROUP BY c.id
