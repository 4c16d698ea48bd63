WITH RECURSIVE rides(a, b) AS (
  SELECT from_id, to_id FROM lines WHERE closed IS NOT 1
  UNION
  SELECT to_id, from_id FROM lines WHERE closed IS NOT 1 AND both_ways = 1
), reached(station_id, rides) AS (
  SELECT id, 0 FROM stations WHERE id = 1
  UNION
  SELECT r.b, reached.rides + 1
  FROM reached JOIN rides r ON r.a = reached.station_id
  WHERE reached.rides < 40
)
SELECT station_id, MIN(rides) AS rides FROM reached GROUP BY station_id
