WITH ranked AS (
  SELECT customer_id, city,
         ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY valid_from DESC, id DESC) AS rn
  FROM addresses
  WHERE archived <> 1 AND kind = 'shipping' COLLATE NOCASE
)
SELECT c.id AS customer_id, r.city
FROM customers c
LEFT JOIN ranked r ON r.customer_id = c.id AND r.rn = 1
