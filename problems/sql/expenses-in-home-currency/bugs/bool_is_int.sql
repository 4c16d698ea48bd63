WITH rated AS (
  SELECT e.trip_id, e.amount_cents,
         (SELECT r.per_mille FROM rates r WHERE r.currency = e.currency AND r.valid_from <= e.spent_on
          ORDER BY r.valid_from DESC LIMIT 1) AS rate
  FROM expenses e
)
SELECT t.id AS trip_id, COUNT(x.rate) AS expenses,
       COALESCE(SUM(CAST(ROUND(x.amount_cents * x.rate / 1000.0) AS INTEGER)), 0) AS total_cents
FROM trips t
LEFT JOIN rated x ON x.trip_id = t.id
GROUP BY t.id
