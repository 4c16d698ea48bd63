WITH RECURSIVE d(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM d WHERE n < 29)
INSERT INTO receipts (sold_at,total_cents,void)
SELECT printf('2024-02-%02d 10:%02d:00', n, n), 100 + 37 * n % 53, 0 FROM d WHERE n < 29 UNION ALL SELECT '2024-02-29 00:00:00', 0, 0;
INSERT INTO receipts (sold_at,total_cents,void) VALUES ('2024-02-10 18:00:00',999,1),('2024-01-31 23:59:59',500,0),('2024-03-01 00:00:00',600,0);
