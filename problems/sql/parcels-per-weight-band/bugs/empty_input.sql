WITH weighed AS (
  SELECT id, COALESCE(grams, declared_grams) AS g, COALESCE(express, 0) AS express FROM parcels
)
SELECT b.id AS band_id, COUNT(*) AS parcels, SUM(COALESCE(b.fee_cents, 0) * (1 + w.express)) AS fees_cents
FROM bands b
JOIN weighed w ON w.g >= b.from_grams AND (b.to_grams IS NULL OR w.g < b.to_grams)
GROUP BY b.id
