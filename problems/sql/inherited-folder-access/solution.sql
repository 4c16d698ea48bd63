WITH RECURSIVE up(folder_id, ancestor_id, distance) AS (
  SELECT id, id, 0 FROM folders
  UNION ALL
  SELECT u.folder_id, f.parent_id, u.distance + 1
  FROM up u JOIN folders f ON f.id = u.ancestor_id
  WHERE f.parent_id IS NOT NULL
)
SELECT f.id AS folder_id, u.login,
       COALESCE((SELECT g.level
                 FROM up JOIN grants g ON g.folder_id = up.ancestor_id
                 WHERE up.folder_id = f.id AND LOWER(g.login) = LOWER(u.login) AND g.level IS NOT NULL
                 ORDER BY up.distance LIMIT 1), 'none') AS level
FROM folders f CROSS JOIN users u
