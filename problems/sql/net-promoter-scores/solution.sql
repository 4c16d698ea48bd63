WITH valid AS (
  SELECT survey_id, CAST(TRIM(answer) AS INTEGER) AS n
  FROM responses
  WHERE TRIM(answer) IN ('0','1','2','3','4','5','6','7','8','9','10')
)
SELECT s.id AS survey_id,
       COUNT(v.n) AS answers,
       ROUND(100.0 * SUM((v.n >= 9) - (v.n <= 6)) / COUNT(v.n)) AS score
FROM surveys s
LEFT JOIN valid v ON v.survey_id = s.id
GROUP BY s.id
