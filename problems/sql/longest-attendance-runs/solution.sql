WITH attended AS (
  SELECT DISTINCT student_id, date(checked_in_at) AS day FROM check_ins
), marked AS (
  SELECT student_id, day, julianday(day) - ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY day) AS run FROM attended
), runs AS (
  SELECT student_id, MIN(day) AS run_start, COUNT(*) AS run_days FROM marked GROUP BY student_id, run
), ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY run_days DESC, run_start) AS place FROM runs
)
SELECT s.id AS student_id, COALESCE(r.run_days, 0) AS run_days, r.run_start
FROM students s
LEFT JOIN ranked r ON r.student_id = s.id AND r.place = 1
