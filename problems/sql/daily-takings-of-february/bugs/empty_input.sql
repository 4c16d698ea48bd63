WITH daily AS (
  SELECT date(sold_at) AS day, SUM(total_cents) AS takings_cents
  FROM receipts
  WHERE sold_at >= '2024-02-01' AND sold_at < '2024-03-01' AND (void IS NULL OR void = 0)
  GROUP BY date(sold_at)
)
SELECT day, takings_cents,
       SUM(takings_cents) OVER (ORDER BY day ROWS UNBOUNDED PRECEDING) AS month_to_date_cents
FROM daily
ORDER BY day
