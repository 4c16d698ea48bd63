WITH ranked AS (
  SELECT r.*, ROW_NUMBER() OVER (PARTITION BY product_id, customer_id ORDER BY written_at DESC, id DESC) AS rn
  FROM reviews r
)
SELECT p.id AS product_id,
       COUNT(r.id) AS reviews,
       CASE WHEN COUNT(r.id) > 0 THEN SUM(COALESCE(r.stars, 0)) * 1.0 / COUNT(r.id) END AS average_stars
FROM products p
LEFT JOIN ranked r ON r.product_id = p.id AND r.rn = 1
GROUP BY p.id
