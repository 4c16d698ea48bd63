WITH ranked AS (
  SELECT product_id, customer_id, stars,
         ROW_NUMBER() OVER (PARTITION BY product_id, customer_id ORDER BY written_at DESC, id DESC) AS rn
  FROM reviews
)
SELECT p.id AS product_id,
       COUNT(r.customer_id) AS reviews,
       SUM(r.stars) / COUNT(r.stars) AS average_stars
FROM products p
LEFT JOIN ranked r ON r.product_id = p.id AND r.rn = 1
GROUP BY p.id
