WITH counted AS (
  SELECT c.id, c.max_orders, COUNT(DISTINCT r.order_id) AS orders
  FROM coupons c
  LEFT JOIN redemptions r
    ON r.code_entered = c.code COLLATE BINARY
   AND (c.expires_on IS NULL OR r.redeemed_on <= c.expires_on)
  GROUP BY c.id
)
SELECT id AS coupon_id, orders,
       CASE WHEN orders >= CAST(max_orders AS INTEGER) THEN 1 ELSE 0 END AS used_up
FROM counted
