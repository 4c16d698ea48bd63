WITH e AS (
  SELECT LOWER(username) AS username, occurred_at, seq, success FROM login_events WHERE username IS NOT NULL
), g AS (
  SELECT e.*, ROW_NUMBER() OVER (PARTITION BY username ORDER BY occurred_at, seq)
            - ROW_NUMBER() OVER (PARTITION BY username, success ORDER BY occurred_at, seq) AS grp
  FROM e
), runs AS (
  SELECT username, success, grp, COUNT(*) AS n FROM g GROUP BY username, success, grp
)
SELECT username, MAX(CASE WHEN success = 0 THEN n ELSE 0 END) AS longest_streak
FROM runs GROUP BY username
