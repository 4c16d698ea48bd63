WITH events AS (
  SELECT LOWER(TRIM(username)) AS username, occurred_at, seq, success
  FROM login_events WHERE username IS NOT NULL
), grouped AS (
  SELECT username, success,
         SUM(success) OVER (PARTITION BY username ORDER BY occurred_at, seq ROWS UNBOUNDED PRECEDING) AS run
  FROM events
), runs AS (
  SELECT username, run, SUM(success = 0) AS failures FROM grouped GROUP BY username, run
)
SELECT username, MAX(failures) AS longest_streak FROM runs GROUP BY username
