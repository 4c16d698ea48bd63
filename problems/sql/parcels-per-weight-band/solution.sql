SELECT b.id AS band_id, COUNT(p.id) AS parcels,
       COALESCE(SUM(b.fee_cents * CASE WHEN p.express = 1 THEN 2 WHEN p.id IS NOT NULL THEN 1 END), 0) AS fees_cents
FROM bands b
LEFT JOIN parcels p
  ON COALESCE(p.grams, p.declared_grams) >= b.from_grams
 AND (b.to_grams IS NULL OR COALESCE(p.grams, p.declared_grams) < b.to_grams)
GROUP BY b.id
