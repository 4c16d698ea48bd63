WITH RECURSIVE nights(night) AS (
  VALUES ('2024-02-27') UNION ALL SELECT date(night, '+1 day') FROM nights WHERE night < '2024-03-03'
), valid AS (
  SELECT room, COALESCE(guests, 1) AS guests, arrives_on, COALESCE(leaves_on, '9999-12-31') AS leaves_on
  FROM stays WHERE COALESCE(cancelled, 0) <> 1
)
SELECT n.night, COUNT(v.room) AS rooms, COALESCE(SUM(v.guests), 0) AS guests
FROM nights n LEFT JOIN valid v ON v.arrives_on <= n.night AND n.night < v.leaves_on
GROUP BY n.night
ORDER BY n.night
