WITH spans AS (
  SELECT c.ticket_id, c.status, unixepoch(c.changed_at) AS since,
         unixepoch(LEAD(c.changed_at, 1, COALESCE(t.closed_at, '2024-07-01 00:00'))
           OVER (PARTITION BY c.ticket_id ORDER BY c.changed_at, c.id)) AS until
  FROM status_changes c JOIN tickets t ON c.ticket_id = t.id
)
SELECT ticket_id, status, SUM(until - since) / 60 AS minutes
FROM spans
GROUP BY ticket_id, status
