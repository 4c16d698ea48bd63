WITH kept AS (
  SELECT basket_id, product_id FROM basket_items WHERE product_id IS NOT NULL AND COALESCE(returned, 0) = 0
), pairs AS (
  SELECT a.product_id AS first_id, b.product_id AS second_id, COUNT(*) AS baskets
  FROM kept a JOIN kept b ON a.basket_id = b.basket_id AND a.product_id < b.product_id
  GROUP BY a.product_id, b.product_id
  HAVING COUNT(*) > 1
)
SELECT first_id, second_id, baskets
FROM (SELECT p.*, DENSE_RANK() OVER (ORDER BY baskets DESC) AS dr FROM pairs p)
WHERE dr <= 2
