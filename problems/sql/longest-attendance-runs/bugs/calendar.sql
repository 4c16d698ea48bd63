WITH days AS (
  SELECT DISTINCT student_id, substr(checked_in_at, 1, 10) AS day FROM check_ins
), numbered AS (
  SELECT student_id, day,
         CAST(REPLACE(day, '-', '') AS INTEGER) - ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY day) AS grp
  FROM days
), runs AS (
  SELECT student_id, MIN(day) AS run_start, COUNT(*) AS run_days FROM numbered GROUP BY student_id, grp
), best AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY run_days DESC, run_start) AS rn FROM runs
)
SELECT s.id AS student_id, COALESCE(b.run_days, 0) AS run_days, b.run_start
FROM students s LEFT JOIN best b ON b.student_id = s.id AND b.rn = 1
