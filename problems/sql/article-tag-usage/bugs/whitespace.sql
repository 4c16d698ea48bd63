WITH RECURSIVE split(id, tag, rest) AS (
  SELECT id, '', tags || ',' FROM articles WHERE published_on IS NOT NULL
  UNION ALL
  SELECT id, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
  FROM split WHERE rest <> ''
)
SELECT lower(tag) AS tag, COUNT(DISTINCT id) AS articles
FROM split
WHERE trim(tag) <> ''
GROUP BY lower(tag)
ORDER BY articles DESC, lower(tag) ASC
