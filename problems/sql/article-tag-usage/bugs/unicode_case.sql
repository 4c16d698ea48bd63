WITH RECURSIVE split(id, tag, rest) AS (
  SELECT id, '', tags || ',' FROM articles WHERE published_on IS NOT NULL
  UNION ALL
  SELECT id, trim(substr(rest, 1, instr(rest, ',') - 1)), substr(rest, instr(rest, ',') + 1)
  FROM split WHERE rest <> ''
), tags AS (
  SELECT DISTINCT id, tag FROM split WHERE tag <> ''
)
SELECT lower(tag) AS tag, COUNT(*) AS articles
FROM tags
GROUP BY tags.tag
ORDER BY articles DESC, 1
