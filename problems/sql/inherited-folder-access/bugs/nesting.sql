SELECT f.id AS folder_id, u.login,
       COALESCE(own.level, parent.level, 'none') AS level
FROM folders f
CROSS JOIN users u
LEFT JOIN grants own ON own.folder_id = f.id AND LOWER(own.login) = LOWER(u.login)
LEFT JOIN grants parent ON parent.folder_id = f.parent_id AND LOWER(parent.login) = LOWER(u.login)
