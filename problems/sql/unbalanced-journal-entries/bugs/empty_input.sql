WITH d AS (
  SELECT entry_id, SUM(amount) AS total FROM journal_lines WHERE side = 'D' GROUP BY entry_id
), c AS (
  SELECT entry_id, SUM(amount) AS total FROM journal_lines WHERE side = 'C' GROUP BY entry_id
)
SELECT e.id AS entry_id, ROUND(d.total - c.total, 2) AS difference
FROM journal_entries e
JOIN d ON d.entry_id = e.id
JOIN c ON c.entry_id = e.id
WHERE ROUND(d.total - c.total, 2) <> 0
