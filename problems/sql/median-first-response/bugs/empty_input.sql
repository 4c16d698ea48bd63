WITH w AS (
  SELECT t.id, t.priority, (unixepoch(MIN(m.sent_at)) - unixepoch(t.opened_at)) / 60 AS mins
  FROM tickets t JOIN messages m ON m.ticket_id = t.id AND m.author_role = 'agent'
  GROUP BY t.id
), r AS (
  SELECT priority, mins, ROW_NUMBER() OVER (PARTITION BY priority ORDER BY mins) AS rn,
         COUNT(*) OVER (PARTITION BY priority) AS c
  FROM w
)
SELECT priority, MAX(c) AS answered, AVG(CASE WHEN rn IN ((c + 1) / 2, c / 2 + 1) THEN mins END) AS median_minutes
FROM r
GROUP BY priority
