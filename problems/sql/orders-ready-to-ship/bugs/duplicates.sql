WITH needed AS (
  SELECT o.id AS order_id, LOWER(r.kind) AS kind
  FROM orders o JOIN required_papers r ON r.country = o.country OR r.country IS NULL
)
SELECT o.id AS order_id
FROM orders o
WHERE (SELECT COUNT(DISTINCT kind) FROM needed n WHERE n.order_id = o.id)
   <= (SELECT COUNT(*) FROM papers p
       WHERE p.order_id = o.id AND p.approved = 1
         AND LOWER(p.kind) IN (SELECT kind FROM needed n WHERE n.order_id = o.id))
