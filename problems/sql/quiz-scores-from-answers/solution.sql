WITH marked AS (
  SELECT p.id AS player_id, LOWER(q.solution) AS expected, NULLIF(LOWER(TRIM(a.answer)), '') AS given
  FROM players p
  CROSS JOIN questions q
  LEFT JOIN answers a ON a.player_id = p.id AND a.question_id = q.id
), judged AS (
  SELECT player_id, expected IS given AS is_right, given IS NOT NULL AND expected IS NOT given AS is_wrong FROM marked
)
SELECT p.id AS player_id, COALESCE(SUM(j.is_right), 0) AS right_answers, COALESCE(SUM(j.is_wrong), 0) AS wrong_answers
FROM players p
LEFT JOIN judged j ON j.player_id = p.id
GROUP BY p.id
