WITH e AS (
  SELECT id, LOWER(TRIM(username)) AS username, occurred_at, success FROM login_events WHERE username IS NOT NULL
), g AS (
  SELECT username, success,
         SUM(CASE WHEN success = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY username ORDER BY occurred_at, id) AS block
  FROM e
), s AS (
  SELECT username, block, COUNT(CASE WHEN success = 0 THEN 1 END) AS n FROM g GROUP BY username, block
)
SELECT username, MAX(n) AS longest_streak FROM s GROUP BY username
