WITH latest AS (
  SELECT product_id, stars,
         ROW_NUMBER() OVER (PARTITION BY product_id, customer_id ORDER BY written_at DESC, id DESC) AS newest
  FROM reviews
)
SELECT p.id AS product_id, COUNT(l.product_id) AS reviews, AVG(l.stars) AS average_stars
FROM products p
LEFT JOIN latest l ON l.product_id = p.id AND l.newest = 1
GROUP BY p.id
