WITH periods AS (
  SELECT currency, valid_from, per_mille,
         LEAD(valid_from, 1, '9999-12-31') OVER (PARTITION BY currency ORDER BY valid_from) AS valid_to
  FROM rates
), converted AS (
  SELECT e.trip_id, CASE WHEN e.currency IS NULL THEN e.amount_cents
                         ELSE CAST(ROUND(e.amount_cents * p.per_mille / 1000.0) AS INTEGER) END AS cents
  FROM expenses e
  LEFT JOIN periods p ON p.currency = e.currency AND e.spent_on > p.valid_from AND e.spent_on <= p.valid_to
)
SELECT t.id AS trip_id, COUNT(c.cents) AS expenses, COALESCE(SUM(c.cents), 0) AS total_cents
FROM trips t LEFT JOIN converted c ON c.trip_id = t.id
GROUP BY t.id
