SELECT p.id AS player_id,
       COALESCE(SUM(CASE WHEN q.solution IS NULL THEN COALESCE(TRIM(a.answer), '') = ''
                         ELSE LOWER(TRIM(a.answer)) = LOWER(q.solution) END), 0) AS right_answers,
       COALESCE(SUM(CASE WHEN COALESCE(TRIM(a.answer), '') = '' THEN 0
                         ELSE LOWER(TRIM(a.answer)) IS NOT LOWER(q.solution) END), 0) AS wrong_answers
FROM players p
LEFT JOIN answers a ON a.player_id = p.id
LEFT JOIN questions q ON q.id = a.question_id
WHERE q.id IS NOT NULL OR a.question_id IS NULL
GROUP BY p.id
