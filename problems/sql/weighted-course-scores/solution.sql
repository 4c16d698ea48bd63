WITH best AS (
  SELECT s.id AS student_id, a.weight,
         (SELECT MAX(b.points) FROM submissions b WHERE b.student_id = s.id AND b.assignment_id = a.id) AS points
  FROM students s CROSS JOIN assignments a
)
SELECT s.id AS student_id,
       (2 * SUM(b.weight * COALESCE(b.points, 0)) + SUM(b.weight)) / (2 * SUM(b.weight)) AS score,
       COUNT(b.weight) - COUNT(b.points) AS missing
FROM students s
LEFT JOIN best b ON b.student_id = s.id
GROUP BY s.id
