WITH converted AS (
  SELECT e.trip_id, e.amount_cents AS cents FROM expenses e WHERE e.currency IS NULL
  UNION ALL
  SELECT e.trip_id, CAST(ROUND(e.amount_cents * r.per_mille / 1000.0) AS INTEGER)
  FROM expenses e JOIN rates r ON r.currency = e.currency AND r.valid_from <= e.spent_on
)
SELECT t.id AS trip_id, COUNT(c.cents) AS expenses, COALESCE(SUM(c.cents), 0) AS total_cents
FROM trips t
LEFT JOIN converted c ON c.trip_id = t.id
GROUP BY t.id
