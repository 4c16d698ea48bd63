SELECT c.id AS customer_id, r.city
FROM customers c
LEFT JOIN (
  SELECT customer_id, city,
         ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY COALESCE(valid_from, '0000-00-00') DESC, id) AS rn
  FROM addresses
  WHERE LOWER(kind) = 'shipping' AND IFNULL(archived, 0) <> 1
) r ON r.customer_id = c.id AND r.rn = 1
