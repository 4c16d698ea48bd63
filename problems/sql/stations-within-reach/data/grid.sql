WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO stations SELECT i, 'G' || i FROM n;
INSERT INTO lines (from_id,to_id,both_ways,closed) SELECT id, id + 1, 1, 0 FROM stations WHERE id % 10 <> 0;
INSERT INTO lines (from_id,to_id,both_ways,closed) SELECT id, id + 10, 1, 0 FROM stations WHERE id <= 90;
