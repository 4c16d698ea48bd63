WITH RECURSIVE access(folder_id, login, level) AS (
  SELECT f.id, u.login, COALESCE(g.level, 'none')
  FROM folders f CROSS JOIN users u
  LEFT JOIN grants g ON g.folder_id = f.id AND g.login = u.login
  WHERE f.parent_id IS NULL
  UNION ALL
  SELECT f.id, a.login, COALESCE((SELECT g.level FROM grants g WHERE g.folder_id = f.id AND g.login = a.login), a.level)
  FROM access a JOIN folders f ON f.parent_id = a.folder_id
)
SELECT folder_id, login, level FROM access
