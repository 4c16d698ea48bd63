WITH usable AS (
  SELECT * FROM addresses WHERE LOWER(kind) = 'shipping' AND COALESCE(archived, 0) = 0
), newest AS (
  SELECT customer_id, MAX(COALESCE(valid_from, '')) AS valid_from FROM usable GROUP BY customer_id
)
SELECT c.id AS customer_id, u.city
FROM customers c
LEFT JOIN newest n ON n.customer_id = c.id
LEFT JOIN usable u ON u.customer_id = n.customer_id AND COALESCE(u.valid_from, '') = n.valid_from
