WITH valid AS (
  SELECT survey_id, CAST(TRIM(answer) AS INTEGER) AS n
  FROM responses
  WHERE TRIM(answer) IN ('0','1','2','3','4','5','6','7','8','9','10')
), tally AS (
  SELECT survey_id, COUNT(*) AS total, SUM(n >= 9) AS promoters, SUM(n <= 6) AS detractors
  FROM valid GROUP BY survey_id
)
SELECT s.id AS survey_id, COALESCE(t.total, 0) AS answers,
       ROUND(100 * (t.promoters - t.detractors) / t.total) AS score
FROM surveys s LEFT JOIN tally t ON t.survey_id = s.id
