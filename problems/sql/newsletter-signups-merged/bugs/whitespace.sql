WITH cleaned AS (
  SELECT id, LOWER(email) AS address, name, signed_up_at, IFNULL(confirmed, 0) AS confirmed
  FROM signups WHERE email IS NOT NULL AND TRIM(email) <> ''
)
SELECT c.address, COUNT(*) AS signups,
       (SELECT name FROM cleaned n WHERE n.address = c.address AND n.name <> '' ORDER BY signed_up_at, id LIMIT 1) AS first_name,
       MAX(confirmed) AS confirmed
FROM cleaned c GROUP BY c.address
