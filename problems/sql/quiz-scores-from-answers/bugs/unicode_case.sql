SELECT p.id AS player_id,
       (SELECT COUNT(*) FROM questions q
        LEFT JOIN answers a ON a.question_id = q.id AND a.player_id = p.id
        WHERE q.solution IS NULLIF(TRIM(a.answer), '')) AS right_answers,
       (SELECT COUNT(*) FROM questions q
        JOIN answers a ON a.question_id = q.id AND a.player_id = p.id
        WHERE TRIM(a.answer) <> '' AND q.solution IS NOT TRIM(a.answer)) AS wrong_answers
FROM players p
