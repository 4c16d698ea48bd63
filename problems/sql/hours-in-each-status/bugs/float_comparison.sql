WITH spans AS (
  SELECT c.ticket_id, LOWER(c.status) AS status, c.changed_at AS since,
         COALESCE(LEAD(c.changed_at) OVER (PARTITION BY c.ticket_id ORDER BY c.changed_at, c.id), t.closed_at, '2024-07-01 00:00') AS until
  FROM status_changes c JOIN tickets t ON t.id = c.ticket_id
)
SELECT ticket_id, status, SUM(CAST((julianday(until) - julianday(since)) * 24 * 60 AS INTEGER)) AS minutes
FROM spans
GROUP BY ticket_id, status
