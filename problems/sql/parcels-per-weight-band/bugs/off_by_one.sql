SELECT b.id AS band_id, COUNT(p.id) AS parcels,
       COALESCE(SUM(CASE WHEN p.id IS NOT NULL THEN COALESCE(b.fee_cents, 0) * (1 + COALESCE(p.express, 0)) END), 0) AS fees_cents
FROM bands b
LEFT JOIN parcels p ON COALESCE(p.grams, p.declared_grams) BETWEEN b.from_grams AND COALESCE(b.to_grams, 1000000000)
GROUP BY b.id
