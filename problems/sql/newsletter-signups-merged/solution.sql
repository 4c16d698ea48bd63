WITH cleaned AS (
  SELECT id, LOWER(TRIM(email)) AS address, NULLIF(name, '') AS name, signed_up_at, COALESCE(confirmed, 0) AS confirmed
  FROM signups WHERE TRIM(email) <> ''
)
SELECT c.address, COUNT(*) AS signups,
       (SELECT n.name FROM cleaned n
        WHERE n.address = c.address AND n.name IS NOT NULL
        ORDER BY n.signed_up_at, n.id LIMIT 1) AS first_name,
       MAX(c.confirmed) AS confirmed
FROM cleaned c
GROUP BY c.address
