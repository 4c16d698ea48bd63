WITH marked AS (
  SELECT p.id AS player_id, LOWER(q.solution) AS expected, NULLIF(LOWER(TRIM(a.answer)), '') AS given
  FROM players p
  CROSS JOIN questions q
  LEFT JOIN answers a ON a.player_id = p.id AND a.question_id = q.id
)
SELECT p.id AS player_id,
       COUNT(CASE WHEN m.expected = m.given THEN 1 END) AS right_answers,
       COUNT(CASE WHEN m.expected <> m.given THEN 1 END) AS wrong_answers
FROM players p
LEFT JOIN marked m ON m.player_id = p.id
GROUP BY p.id
