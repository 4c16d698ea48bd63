WITH RECURSIVE up(folder_id, ancestor_id, depth) AS (
  SELECT id, id, 0 FROM folders
  UNION ALL
  SELECT up.folder_id, f.parent_id, up.depth + 1
  FROM up JOIN folders f ON f.id = up.ancestor_id
  WHERE f.parent_id IS NOT NULL
), ranked AS (
  SELECT up.folder_id, u.login, g.level,
         ROW_NUMBER() OVER (PARTITION BY up.folder_id, u.login ORDER BY up.depth) AS rn
  FROM up
  JOIN grants g ON g.folder_id = up.ancestor_id
  JOIN users u ON u.login = g.login COLLATE NOCASE
)
SELECT f.id AS folder_id, u.login, COALESCE(r.level, 'none') AS level
FROM folders f
CROSS JOIN users u
LEFT JOIN ranked r ON r.folder_id = f.id AND r.login = u.login AND r.rn = 1
