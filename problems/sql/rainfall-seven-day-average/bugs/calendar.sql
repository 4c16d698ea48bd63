SELECT station_id, day,
       COUNT(*) OVER w AS days_measured,
       ROUND(AVG(mm) OVER w, 2) AS average_mm
FROM rainfall
WHERE mm IS NOT NULL
WINDOW w AS (PARTITION BY station_id ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
ORDER BY station_id, day
