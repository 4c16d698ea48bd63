SELECT p.id AS product_id, COUNT(r.id) AS reviews, AVG(r.stars) AS average_stars
FROM products p
LEFT JOIN (
  SELECT id, product_id, stars,
         ROW_NUMBER() OVER (PARTITION BY product_id, customer_id ORDER BY written_at DESC, id) AS rn
  FROM reviews
) r ON r.product_id = p.id AND r.rn = 1
GROUP BY p.id
