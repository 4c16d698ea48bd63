WITH best AS (
  SELECT student_id, assignment_id, MAX(points) AS points
  FROM submissions GROUP BY student_id, assignment_id
)
SELECT s.id AS student_id,
       ROUND(SUM(a.weight * COALESCE(b.points, 0)) / SUM(a.weight)) AS score,
       COALESCE(SUM(a.id IS NOT NULL AND b.points IS NULL), 0) AS missing
FROM students s
LEFT JOIN assignments a ON TRUE
LEFT JOIN best b ON b.student_id = s.id AND b.assignment_id = a.id
GROUP BY s.id
