WITH ranked AS (
  SELECT customer_id, city, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COALESCE(valid_from, '') DESC, id DESC) AS place
  FROM addresses
  WHERE archived IS NOT 1 AND LOWER(kind) = 'shipping'
)
SELECT c.id AS customer_id, r.city
FROM customers c
LEFT JOIN ranked r ON r.customer_id = c.id AND r.place = 1
