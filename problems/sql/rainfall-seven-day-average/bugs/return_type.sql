SELECT a.station_id, a.day, COUNT(b.mm) AS days_measured, ROUND(SUM(b.mm) / COUNT(b.mm), 2) AS average_mm
FROM rainfall a
JOIN rainfall b ON a.station_id = b.station_id AND b.day > date(a.day, '-7 days') AND b.day <= a.day
WHERE a.mm IS NOT NULL
GROUP BY a.station_id, a.day
ORDER BY a.station_id, a.day
