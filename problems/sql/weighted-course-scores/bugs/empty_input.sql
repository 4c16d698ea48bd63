WITH best AS (
  SELECT student_id, assignment_id, MAX(points) AS points
  FROM submissions WHERE points IS NOT NULL
  GROUP BY student_id, assignment_id
)
SELECT s.id AS student_id,
       CAST(ROUND(SUM(a.weight * b.points) * 1.0 / SUM(a.weight)) AS INTEGER) AS score,
       (SELECT COUNT(*) FROM assignments) - COUNT(b.assignment_id) AS missing
FROM students s
LEFT JOIN best b ON b.student_id = s.id
LEFT JOIN assignments a ON a.id = b.assignment_id
GROUP BY s.id
