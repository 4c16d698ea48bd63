WITH numbered AS (
  SELECT student_id, date(checked_in_at) AS day,
         julianday(date(checked_in_at)) - ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY checked_in_at) AS grp
  FROM check_ins
), runs AS (
  SELECT student_id, grp, MIN(day) AS run_start, COUNT(*) AS run_days FROM numbered GROUP BY student_id, grp
), best AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY run_days DESC, run_start) AS rn FROM runs
)
SELECT s.id AS student_id, COALESCE(b.run_days, 0) AS run_days, b.run_start
FROM students s LEFT JOIN best b ON b.student_id = s.id AND b.rn = 1
