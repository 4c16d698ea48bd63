WITH waits AS (
  SELECT t.priority, (strftime('%s', MIN(m.sent_at)) - strftime('%s', t.opened_at)) / 60 AS minutes
  FROM tickets t
  JOIN messages m ON m.ticket_id = t.id AND m.author_role = 'agent'
  GROUP BY t.id
), placed AS (
  SELECT priority, minutes,
         ROW_NUMBER() OVER (PARTITION BY priority ORDER BY minutes) AS place,
         COUNT(*) OVER (PARTITION BY priority) AS n
  FROM waits
)
SELECT p.priority,
       (SELECT COUNT(*) FROM waits w WHERE w.priority = p.priority) AS answered,
       (SELECT AVG(minutes) FROM placed q
        WHERE q.priority = p.priority AND q.place IN ((q.n + 1) / 2, (q.n + 2) / 2)) AS median_minutes
FROM (SELECT DISTINCT priority FROM tickets) p
