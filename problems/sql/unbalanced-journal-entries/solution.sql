WITH sums AS (
  SELECT entry_id,
         SUM(CASE side WHEN 'D' THEN COALESCE(amount, 0) WHEN 'C' THEN -COALESCE(amount, 0) END) AS difference
  FROM journal_lines GROUP BY entry_id
)
SELECT entry_id, ROUND(difference, 2) AS difference
FROM sums
WHERE ABS(difference) > 0.005
