WITH edges AS (
  SELECT from_id AS a, to_id AS b FROM lines WHERE closed IS NOT 1
  UNION
  SELECT to_id, from_id FROM lines WHERE closed IS NOT 1 AND both_ways = 1
), near AS (
  SELECT id AS station_id, 0 AS rides FROM stations WHERE id = 1
  UNION
  SELECT b, 1 FROM edges WHERE a = 1
  UNION
  SELECT f.b, 2 FROM edges e JOIN edges f ON f.a = e.b WHERE e.a = 1
)
SELECT station_id, MIN(rides) AS rides FROM near GROUP BY station_id
