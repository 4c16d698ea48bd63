SELECT LOWER(TRIM(s.email)) AS address, COUNT(*) AS signups,
       (SELECT f.name FROM signups f
        WHERE LOWER(TRIM(f.email)) = LOWER(TRIM(s.email)) AND f.name <> ''
        ORDER BY f.id LIMIT 1) AS first_name,
       MAX(COALESCE(s.confirmed, 0)) AS confirmed
FROM signups s
WHERE TRIM(s.email) <> ''
GROUP BY LOWER(TRIM(s.email))
