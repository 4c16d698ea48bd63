WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 44) INSERT INTO stations SELECT i, 'S' || i FROM n;
INSERT INTO lines (from_id,to_id,both_ways,closed) SELECT id, id + 1, 0, 0 FROM stations WHERE id < 44;
