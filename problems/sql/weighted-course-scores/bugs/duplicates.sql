WITH totals AS (SELECT SUM(weight) AS w FROM assignments)
SELECT s.id AS student_id,
       CAST(ROUND(1.0 * SUM(a.weight * COALESCE(b.points, 0)) / (SELECT w FROM totals)) AS INTEGER) AS score,
       COUNT(DISTINCT a.id) - COUNT(DISTINCT CASE WHEN b.points IS NOT NULL THEN a.id END) AS missing
FROM students s
LEFT JOIN assignments a ON 1 = 1
LEFT JOIN submissions b ON b.student_id = s.id AND b.assignment_id = a.id
GROUP BY s.id
