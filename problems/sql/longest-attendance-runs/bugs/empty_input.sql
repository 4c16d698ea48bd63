WITH days AS (
  SELECT DISTINCT student_id, date(checked_in_at) AS day FROM check_ins
), grouped AS (
  SELECT student_id, day, date(day, '-' || ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY day) || ' days') AS grp FROM days
), runs AS (
  SELECT student_id, COUNT(*) AS run_days, MIN(day) AS run_start FROM grouped GROUP BY student_id, grp
)
SELECT student_id, run_days, run_start
FROM (SELECT r.*, RANK() OVER (PARTITION BY student_id ORDER BY run_days DESC, run_start) AS rk FROM runs r)
WHERE rk = 1
