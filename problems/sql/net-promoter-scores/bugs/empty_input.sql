WITH valid AS (
  SELECT survey_id, CAST(TRIM(answer) AS INTEGER) AS n
  FROM responses
  WHERE answer IS NOT NULL AND TRIM(answer) NOT LIKE '%[^0-9]%'
    AND CAST(TRIM(answer) AS INTEGER) BETWEEN 0 AND 10
)
SELECT s.id AS survey_id,
       COUNT(v.n) AS answers,
       ROUND(100.0 * (SUM(v.n >= 9) - SUM(v.n <= 6)) / COUNT(v.n)) AS score
FROM surveys s LEFT JOIN valid v ON v.survey_id = s.id
GROUP BY s.id
