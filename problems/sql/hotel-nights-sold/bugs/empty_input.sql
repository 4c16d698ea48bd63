WITH RECURSIVE nights(night) AS (
  VALUES ('2024-02-27')
  UNION ALL
  SELECT date(night, '+1 day') FROM nights WHERE night < '2024-03-03'
)
SELECT n.night, COUNT(DISTINCT s.room) AS rooms, SUM(COALESCE(s.guests, 1)) AS guests
FROM nights n
LEFT JOIN stays s ON s.arrives_on <= n.night AND COALESCE(s.leaves_on, '9999-12-31') > n.night AND s.cancelled IS NOT 1
GROUP BY n.night
ORDER BY n.night
