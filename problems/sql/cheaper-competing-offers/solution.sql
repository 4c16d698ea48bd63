SELECT id AS offer_id,
       RANK() OVER (PARTITION BY product_id ORDER BY price_cents) - 1 AS cheaper,
       price_cents - MIN(price_cents) OVER (PARTITION BY product_id) AS gap_cents
FROM offers
WHERE price_cents IS NOT NULL AND product_id IS NOT NULL
