WITH RECURSIVE staged(package_id, stage) AS (
  SELECT id, 1 FROM packages
  UNION ALL
  SELECT n.package_id, s.stage + 1
  FROM staged s JOIN needs n ON n.needed_id = s.package_id
  WHERE COALESCE(n.optional, 0) = 0
)
SELECT package_id, MAX(stage) AS stage FROM staged GROUP BY package_id
