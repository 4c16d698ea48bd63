WITH rated AS (
  SELECT e.trip_id, e.amount_cents,
         CASE WHEN e.currency IS NULL THEN 1000 ELSE (
           SELECT r.per_mille FROM rates r WHERE r.currency = e.currency AND r.valid_from <= e.spent_on
           ORDER BY r.valid_from DESC LIMIT 1) END AS rate
  FROM expenses e
)
SELECT t.id AS trip_id, COUNT(x.rate) AS expenses,
       CAST(ROUND(COALESCE(SUM(x.amount_cents * x.rate), 0) / 1000.0) AS INTEGER) AS total_cents
FROM trips t
LEFT JOIN rated x ON x.trip_id = t.id
GROUP BY t.id
