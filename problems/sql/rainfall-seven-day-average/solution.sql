SELECT r.station_id, r.day, COUNT(*) AS days_measured, ROUND(1.0 * SUM(w.mm) / COUNT(*), 2) AS average_mm
FROM rainfall r
JOIN rainfall w ON w.station_id = r.station_id AND w.day BETWEEN date(r.day, '-6 days') AND r.day AND w.mm IS NOT NULL
WHERE r.mm IS NOT NULL
GROUP BY r.station_id, r.day
ORDER BY r.station_id, r.day
