WITH w AS (
  SELECT t.id, t.priority, (unixepoch(m.sent_at) - unixepoch(t.opened_at)) / 60 AS mins
  FROM tickets t JOIN messages m ON m.ticket_id = t.id AND m.author_role = 'agent'
), r AS (
  SELECT priority, mins, ROW_NUMBER() OVER (PARTITION BY priority ORDER BY mins) AS rn,
         COUNT(*) OVER (PARTITION BY priority) AS c
  FROM w
)
SELECT p.priority,
       (SELECT COUNT(DISTINCT id) FROM w WHERE w.priority = p.priority) AS answered,
       (SELECT AVG(mins) FROM r WHERE r.priority = p.priority AND rn IN ((c + 1) / 2, c / 2 + 1)) AS median_minutes
FROM (SELECT DISTINCT priority FROM tickets) p
