WITH t AS (
  SELECT e.id AS entry_id,
         SUM(CASE WHEN l.side = 'D' THEN l.amount ELSE 0 END) AS debit,
         SUM(CASE WHEN l.side = 'C' THEN l.amount ELSE 0 END) AS credit
  FROM journal_entries e JOIN journal_lines l ON l.entry_id = e.id
  WHERE l.amount IS NOT NULL
  GROUP BY e.id
)
SELECT entry_id, ROUND(debit - credit, 2) AS difference
FROM t
WHERE debit - credit > 0.005
