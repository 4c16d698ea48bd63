SELECT o.id AS order_id
FROM orders o
WHERE NOT EXISTS (
  SELECT kind FROM required_papers WHERE country = o.country OR country IS NULL
  EXCEPT
  SELECT kind FROM papers WHERE order_id = o.id AND approved = 1
)
