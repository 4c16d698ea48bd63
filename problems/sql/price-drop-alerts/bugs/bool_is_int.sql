WITH steps AS (
  SELECT product_id, changed_on, price_cents,
         LAG(price_cents) OVER (PARTITION BY product_id ORDER BY changed_on, revision) AS prev_cents
  FROM price_changes
)
SELECT product_id, changed_on, prev_cents AS old_cents, price_cents AS new_cents
FROM steps
WHERE prev_cents IS NOT NULL AND price_cents IS NOT NULL
  AND (prev_cents - price_cents) * 100 >= prev_cents * 10
