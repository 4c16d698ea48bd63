WITH RECURSIVE edges(a, b) AS (
  SELECT from_id, to_id FROM lines WHERE COALESCE(closed, 0) <> 1
  UNION
  SELECT to_id, from_id FROM lines WHERE COALESCE(closed, 0) <> 1 AND both_ways = 1
), reached(station_id, rides) AS (
  VALUES (1, 0)
  UNION
  SELECT e.b, r.rides + 1 FROM reached r JOIN edges e ON e.a = r.station_id WHERE r.rides <= 40
)
SELECT station_id, MIN(rides) AS rides FROM reached GROUP BY station_id
