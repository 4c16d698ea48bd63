WITH e AS (
  SELECT LOWER(TRIM(username)) AS username, occurred_at, seq, success FROM login_events WHERE username IS NOT NULL
), g AS (
  SELECT username, success,
         ROW_NUMBER() OVER (PARTITION BY username ORDER BY occurred_at, seq)
           - ROW_NUMBER() OVER (PARTITION BY username, success ORDER BY occurred_at, seq) AS grp
  FROM e
), streaks AS (
  SELECT username, grp, COUNT(*) AS len FROM g WHERE success = 0 GROUP BY username, grp
)
SELECT username, MAX(len) AS longest_streak FROM streaks GROUP BY username
