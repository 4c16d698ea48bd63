WITH weighed AS (
  SELECT DISTINCT COALESCE(grams, declared_grams) AS g, COALESCE(express, 0) AS express FROM parcels
)
SELECT b.id AS band_id, COUNT(w.g) AS parcels, COALESCE(SUM(b.fee_cents * (1 + w.express)), 0) AS fees_cents
FROM bands b
LEFT JOIN weighed w ON w.g >= b.from_grams AND (w.g < b.to_grams OR b.to_grams IS NULL)
GROUP BY b.id
