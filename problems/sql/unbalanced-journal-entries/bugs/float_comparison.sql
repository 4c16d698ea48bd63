SELECT l.entry_id,
       ROUND(SUM(CASE WHEN l.side = 'D' THEN COALESCE(l.amount, 0) ELSE 0 END)
           - SUM(CASE WHEN l.side = 'C' THEN COALESCE(l.amount, 0) ELSE 0 END), 2) AS difference
FROM journal_lines l
GROUP BY l.entry_id
HAVING SUM(CASE WHEN l.side = 'D' THEN COALESCE(l.amount, 0) ELSE 0 END)
    <> SUM(CASE WHEN l.side = 'C' THEN COALESCE(l.amount, 0) ELSE 0 END)
