SELECT o.id AS order_id
FROM orders o
WHERE NOT EXISTS (
  SELECT 1 FROM required_papers r
  WHERE (r.country = o.country OR r.country IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM papers p
      WHERE p.order_id = o.id AND p.approved = 1 AND LOWER(p.kind) = LOWER(r.kind)
    )
)
