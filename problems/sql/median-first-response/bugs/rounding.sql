WITH w AS (
  SELECT t.id, t.priority,
         (CAST(strftime('%s', MIN(m.sent_at)) AS INTEGER) - CAST(strftime('%s', t.opened_at) AS INTEGER)) / 60 AS mins
  FROM tickets t JOIN messages m ON m.ticket_id = t.id
  WHERE m.author_role = 'agent'
  GROUP BY t.id
), r AS (
  SELECT priority, mins, ROW_NUMBER() OVER (PARTITION BY priority ORDER BY mins) AS rn,
         COUNT(*) OVER (PARTITION BY priority) AS c
  FROM w
), med AS (
  SELECT priority, MAX(c) AS answered, SUM(mins) / COUNT(*) AS median
  FROM r WHERE rn IN ((c + 1) / 2, c / 2 + 1)
  GROUP BY priority
)
SELECT p.priority, COALESCE(med.answered, 0), med.median
FROM (SELECT DISTINCT priority FROM tickets) p LEFT JOIN med ON med.priority = p.priority
