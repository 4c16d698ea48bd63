WITH valid AS (
  SELECT DISTINCT c.id, r.order_id
  FROM coupons c
  JOIN redemptions r ON r.code_entered COLLATE BINARY = c.code
  WHERE c.expires_on IS NULL OR r.redeemed_on < c.expires_on
)
SELECT c.id AS coupon_id,
       COUNT(v.order_id) AS orders,
       IFNULL(COUNT(v.order_id) >= CAST(c.max_orders AS INTEGER), 0) AS used_up
FROM coupons c LEFT JOIN valid v ON v.id = c.id
GROUP BY c.id
