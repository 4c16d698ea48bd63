SELECT p.id AS player_id,
       COUNT(CASE WHEN LOWER(q.solution) IS NULLIF(LOWER(a.answer), '') AND q.id IS NOT NULL THEN 1 END) AS right_answers,
       COUNT(CASE WHEN a.answer <> '' AND LOWER(q.solution) IS NOT LOWER(a.answer) THEN 1 END) AS wrong_answers
FROM players p
LEFT JOIN questions q ON 1 = 1
LEFT JOIN answers a ON a.player_id = p.id AND a.question_id = q.id
GROUP BY p.id
