WITH valid AS (
  SELECT survey_id, TRIM(answer) AS answer
  FROM responses
  WHERE TRIM(answer) IN ('0','1','2','3','4','5','6','7','8','9','10')
)
SELECT s.id AS survey_id,
       COUNT(v.answer) AS answers,
       ROUND(100.0 * SUM(CASE WHEN v.answer >= '9' THEN 1 WHEN v.answer <= '6' THEN -1 ELSE 0 END) / COUNT(v.answer)) AS score
FROM surveys s LEFT JOIN valid v ON v.survey_id = s.id
GROUP BY s.id
