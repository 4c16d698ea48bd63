WITH RECURSIVE staged(package_id, stage) AS (
  SELECT DISTINCT needed_id, 1 FROM needs WHERE needed_id IS NOT NULL AND optional IS NOT 1
  UNION
  SELECT n.package_id, s.stage + 1
  FROM staged s JOIN needs n ON n.needed_id = s.package_id
  WHERE n.optional IS NOT 1
)
SELECT package_id, MAX(stage) AS stage FROM staged GROUP BY package_id
