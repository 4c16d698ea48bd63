WITH spans AS (
  SELECT c.ticket_id, LOWER(c.status) AS status, c.changed_at AS since,
         COALESCE(LEAD(c.changed_at) OVER (PARTITION BY c.ticket_id ORDER BY c.changed_at, c.id), t.closed_at, '2024-07-01 00:00') AS until
  FROM status_changes c
  JOIN tickets t ON t.id = c.ticket_id
)
SELECT DISTINCT ticket_id, status, (strftime('%s', until) - strftime('%s', since)) / 60 AS minutes
FROM spans
