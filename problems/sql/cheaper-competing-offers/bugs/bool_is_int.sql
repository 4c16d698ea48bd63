WITH placed AS (
  SELECT id, price_cents, RANK() OVER (PARTITION BY product_id ORDER BY price_cents) - 1 AS cheaper,
         MIN(price_cents) OVER (PARTITION BY product_id) AS lowest
  FROM offers
  WHERE product_id IS NOT NULL
)
SELECT id AS offer_id, cheaper, price_cents - lowest AS gap_cents
FROM placed
WHERE price_cents IS NOT NULL
