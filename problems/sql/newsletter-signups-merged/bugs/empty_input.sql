WITH cleaned AS (
  SELECT id, LOWER(TRIM(email)) AS address, NULLIF(name, '') AS name, signed_up_at, COALESCE(confirmed, 0) AS confirmed
  FROM signups WHERE TRIM(email) <> ''
), named AS (
  SELECT address, name, ROW_NUMBER() OVER (PARTITION BY address ORDER BY signed_up_at, id) AS rn FROM cleaned WHERE name IS NOT NULL
)
SELECT c.address, COUNT(*) AS signups, n.name AS first_name, MAX(c.confirmed) AS confirmed
FROM cleaned c
LEFT JOIN named n ON n.address = c.address
WHERE n.rn = 1
GROUP BY c.address
