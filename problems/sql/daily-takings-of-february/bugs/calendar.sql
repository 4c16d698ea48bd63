WITH RECURSIVE days(n) AS (
  SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 28
), daily AS (
  SELECT printf('2024-02-%02d', n) AS day,
         (SELECT COALESCE(SUM(total_cents), 0) FROM receipts
          WHERE substr(sold_at, 1, 10) = printf('2024-02-%02d', n) AND COALESCE(void, 0) = 0) AS takings_cents
  FROM days
)
SELECT day, takings_cents, SUM(takings_cents) OVER (ORDER BY day) AS month_to_date_cents
FROM daily ORDER BY day
