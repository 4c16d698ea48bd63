SELECT b.id AS band_id, COUNT(p.id) AS parcels,
       COALESCE(SUM(CASE WHEN p.id IS NOT NULL THEN COALESCE(b.fee_cents, 0) * (1 + COALESCE(p.express, 0)) END), 0) AS fees_cents
FROM bands b
LEFT JOIN parcels p
  ON COALESCE(p.grams, p.declared_grams) >= b.from_grams
 AND COALESCE(p.grams, p.declared_grams) < b.to_grams
GROUP BY b.id
