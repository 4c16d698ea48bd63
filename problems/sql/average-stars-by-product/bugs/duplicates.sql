SELECT p.id AS product_id,
       COUNT(DISTINCT r.customer_id) AS reviews,
       AVG(r.stars) AS average_stars
FROM products p
LEFT JOIN reviews r ON r.product_id = p.id
GROUP BY p.id
