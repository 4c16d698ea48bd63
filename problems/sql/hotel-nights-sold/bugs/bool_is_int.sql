WITH RECURSIVE nights(night) AS (
  VALUES ('2024-02-27')
  UNION ALL
  SELECT date(night, '+1 day') FROM nights WHERE night < '2024-03-03'
)
SELECT n.night, COUNT(DISTINCT s.room) AS rooms, COALESCE(SUM(s.guests), 0) AS guests
FROM nights n
LEFT JOIN stays s ON s.arrives_on <= n.night AND s.leaves_on > n.night AND s.cancelled = 0
GROUP BY n.night
ORDER BY n.night
