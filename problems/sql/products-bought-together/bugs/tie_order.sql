WITH kept AS (
  SELECT DISTINCT basket_id, product_id FROM basket_items WHERE product_id IS NOT NULL AND COALESCE(returned, 0) <> 1
)
SELECT a.product_id AS first_id, b.product_id AS second_id, COUNT(*) AS baskets
FROM kept a
JOIN kept b ON a.basket_id = b.basket_id AND a.product_id < b.product_id
GROUP BY a.product_id, b.product_id
HAVING COUNT(*) >= 2
ORDER BY baskets DESC, first_id, second_id
LIMIT 2
