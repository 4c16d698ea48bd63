WITH RECURSIVE split(id, part, rest) AS (
  SELECT id, NULL, tags || ',' FROM articles WHERE published_on IS NOT NULL AND tags IS NOT NULL
  UNION ALL
  SELECT id, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
  FROM split WHERE rest <> ''
)
SELECT LOWER(TRIM(part)) AS tag, COUNT(DISTINCT id) AS articles
FROM split
WHERE TRIM(part) <> ''
GROUP BY LOWER(TRIM(part))
ORDER BY articles DESC, tag
