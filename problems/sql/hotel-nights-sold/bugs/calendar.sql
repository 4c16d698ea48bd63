WITH nights(night) AS (
  VALUES ('2024-02-27'), ('2024-02-28'), ('2024-03-01'), ('2024-03-02'), ('2024-03-03')
)
SELECT n.night,
       (SELECT COUNT(DISTINCT room) FROM stays
        WHERE arrives_on <= n.night AND (leaves_on > n.night OR leaves_on IS NULL) AND IFNULL(cancelled, 0) = 0) AS rooms,
       (SELECT COALESCE(SUM(COALESCE(guests, 1)), 0) FROM stays
        WHERE arrives_on <= n.night AND (leaves_on > n.night OR leaves_on IS NULL) AND IFNULL(cancelled, 0) = 0) AS guests
FROM nights n
ORDER BY n.night
