WITH latest AS (
  SELECT product_id, customer_id, stars,
         ROW_NUMBER() OVER (PARTITION BY product_id, customer_id ORDER BY written_at DESC, id DESC) AS rn
  FROM reviews
)
SELECT p.id AS product_id, COUNT(*) AS reviews, AVG(l.stars) AS average_stars
FROM products p
LEFT JOIN latest l ON l.product_id = p.id
WHERE l.rn = 1 OR l.rn IS NULL
GROUP BY p.id
