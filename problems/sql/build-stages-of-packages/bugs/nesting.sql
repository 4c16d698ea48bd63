WITH direct AS (
  SELECT DISTINCT package_id, needed_id FROM needs WHERE needed_id IS NOT NULL AND optional IS NOT 1
)
SELECT p.id AS package_id,
       CASE WHEN NOT EXISTS (SELECT 1 FROM direct d WHERE d.package_id = p.id) THEN 1
            WHEN NOT EXISTS (SELECT 1 FROM direct d JOIN direct e ON e.package_id = d.needed_id WHERE d.package_id = p.id) THEN 2
            ELSE 3 END AS stage
FROM packages p
