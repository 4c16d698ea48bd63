WITH cleaned AS (
  SELECT id, TRIM(email) AS address, NULLIF(name, '') AS name, signed_up_at, COALESCE(confirmed, 0) AS confirmed
  FROM signups WHERE TRIM(COALESCE(email, '')) <> ''
), ranked AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY address ORDER BY name IS NULL, signed_up_at, id) AS rn FROM cleaned
)
SELECT LOWER(address) AS address, COUNT(*) AS signups, MAX(CASE WHEN rn = 1 THEN name END) AS first_name, MAX(confirmed) AS confirmed
FROM ranked
GROUP BY address
