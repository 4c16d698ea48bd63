WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) INSERT INTO packages SELECT i, 'p' || i FROM n;
INSERT INTO needs SELECT a.id, b.id, 0 FROM packages a JOIN packages b ON (b.id - 1) / 4 = (a.id - 1) / 4 - 1;
