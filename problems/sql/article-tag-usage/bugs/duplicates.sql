WITH RECURSIVE split(id, tag, rest) AS (
  SELECT id, '', tags || ',' FROM articles WHERE published_on IS NOT NULL
  UNION ALL
  SELECT id, lower(trim(substr(rest, 1, instr(rest, ',') - 1))), substr(rest, instr(rest, ',') + 1)
  FROM split WHERE rest <> ''
)
SELECT tag, COUNT(*) AS articles
FROM split
WHERE tag <> ''
GROUP BY tag
ORDER BY articles DESC, tag
