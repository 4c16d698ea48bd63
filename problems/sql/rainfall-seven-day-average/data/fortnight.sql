WITH RECURSIVE d(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d WHERE n < 13)
INSERT INTO rainfall SELECT 3, date('2024-02-22', n || ' days'), n * 11 % 7 FROM d;
