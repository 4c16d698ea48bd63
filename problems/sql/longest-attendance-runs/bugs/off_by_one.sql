WITH days AS (
  SELECT DISTINCT student_id, date(checked_in_at) AS day FROM check_ins
), steps AS (
  SELECT student_id, day,
         CASE WHEN julianday(day) - julianday(LAG(day) OVER (PARTITION BY student_id ORDER BY day)) = 1 THEN 0 ELSE 1 END AS is_new
  FROM days
), runs AS (
  SELECT student_id, day, SUM(is_new) OVER (PARTITION BY student_id ORDER BY day) AS run FROM steps
), lengths AS (
  SELECT student_id, MIN(day) AS run_start, CAST(julianday(MAX(day)) - julianday(MIN(day)) AS INTEGER) AS run_days
  FROM runs GROUP BY student_id, run
), best AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY run_days DESC, run_start) AS rn FROM lengths
)
SELECT s.id AS student_id, COALESCE(b.run_days, 0) AS run_days, b.run_start
FROM students s LEFT JOIN best b ON b.student_id = s.id AND b.rn = 1
