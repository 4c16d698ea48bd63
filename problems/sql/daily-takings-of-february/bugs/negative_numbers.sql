WITH RECURSIVE days(day) AS (
  VALUES ('2024-02-01')
  UNION ALL
  SELECT date(day, '+1 day') FROM days WHERE day < '2024-02-29'
), daily AS (
  SELECT d.day, COALESCE(SUM(CASE WHEN r.total_cents > 0 THEN r.total_cents ELSE 0 END), 0) AS takings_cents
  FROM days d
  LEFT JOIN receipts r ON substr(r.sold_at, 1, 10) = d.day AND COALESCE(r.void, 0) = 0
  GROUP BY d.day
)
SELECT day, takings_cents, SUM(takings_cents) OVER (ORDER BY day) AS month_to_date_cents
FROM daily
ORDER BY day
