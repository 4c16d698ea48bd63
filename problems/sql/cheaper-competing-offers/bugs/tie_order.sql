SELECT id AS offer_id,
       ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY price_cents, id) - 1 AS cheaper,
       price_cents - FIRST_VALUE(price_cents) OVER (PARTITION BY product_id ORDER BY price_cents, id) AS gap_cents
FROM offers
WHERE product_id IS NOT NULL AND price_cents IS NOT NULL
