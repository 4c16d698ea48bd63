SELECT id AS offer_id,
       DENSE_RANK() OVER w - 1 AS cheaper,
       price_cents - FIRST_VALUE(price_cents) OVER w AS gap_cents
FROM offers
WHERE product_id IS NOT NULL AND price_cents IS NOT NULL
WINDOW w AS (PARTITION BY product_id ORDER BY price_cents)
