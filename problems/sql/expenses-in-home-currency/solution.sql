WITH rated AS (
  SELECT e.trip_id, e.amount_cents,
         CASE WHEN e.currency IS NULL THEN 1000 ELSE (
           SELECT r.per_mille FROM rates r
           WHERE r.currency = e.currency AND r.valid_from <= e.spent_on
           ORDER BY r.valid_from DESC LIMIT 1) END AS per_mille
  FROM expenses e
), converted AS (
  SELECT trip_id, SIGN(amount_cents) * ((ABS(amount_cents) * per_mille + 500) / 1000) AS cents
  FROM rated WHERE per_mille IS NOT NULL
)
SELECT t.id AS trip_id, COUNT(c.cents) AS expenses, COALESCE(SUM(c.cents), 0) AS total_cents
FROM trips t
LEFT JOIN converted c ON c.trip_id = t.id
GROUP BY t.id
