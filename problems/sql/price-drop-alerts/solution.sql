WITH ordered AS (
  SELECT product_id, changed_on, price_cents AS new_cents,
         LAG(price_cents) OVER (PARTITION BY product_id ORDER BY changed_on, revision) AS old_cents
  FROM price_changes WHERE price_cents IS NOT NULL
)
SELECT product_id, changed_on, old_cents, new_cents
FROM ordered
WHERE new_cents * 10 <= old_cents * 9
