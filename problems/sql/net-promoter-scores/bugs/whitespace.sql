WITH valid AS (
  SELECT survey_id, CAST(answer AS INTEGER) AS n
  FROM responses
  WHERE answer IN ('0','1','2','3','4','5','6','7','8','9','10')
)
SELECT s.id, COUNT(v.n),
       CASE WHEN COUNT(v.n) > 0
            THEN ROUND((SUM(v.n >= 9) - SUM(v.n <= 6)) * 100.0 / COUNT(v.n)) END
FROM surveys s LEFT JOIN valid v ON v.survey_id = s.id
GROUP BY s.id
