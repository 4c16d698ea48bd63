WITH RECURSIVE days(day) AS (
  VALUES ('2024-02-01') UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < '2024-02-29'
), valid AS (
  SELECT date(sold_at) AS day, total_cents
  FROM receipts
  WHERE sold_at BETWEEN '2024-02-01' AND '2024-02-29' AND COALESCE(void, 0) <> 1
), daily AS (
  SELECT d.day, COALESCE(SUM(v.total_cents), 0) AS takings_cents
  FROM days d LEFT JOIN valid v ON v.day = d.day GROUP BY d.day
)
SELECT day, takings_cents, SUM(takings_cents) OVER (ORDER BY day) AS month_to_date_cents
FROM daily ORDER BY day
