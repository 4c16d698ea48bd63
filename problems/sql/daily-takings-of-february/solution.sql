WITH RECURSIVE days(day) AS (
  VALUES ('2024-02-01')
  UNION ALL
  SELECT date(day, '+1 day') FROM days WHERE day < '2024-02-29'
), daily AS (
  SELECT d.day, COALESCE(SUM(r.total_cents), 0) AS takings_cents
  FROM days d
  LEFT JOIN receipts r ON date(r.sold_at) = d.day AND r.void IS NOT 1
  GROUP BY d.day
)
SELECT day, takings_cents, SUM(takings_cents) OVER (ORDER BY day) AS month_to_date_cents
FROM daily
ORDER BY day
