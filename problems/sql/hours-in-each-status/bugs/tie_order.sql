SELECT c.ticket_id, LOWER(c.status) AS status,
       SUM(strftime('%s', COALESCE((SELECT MIN(n.changed_at) FROM status_changes n
                                    WHERE n.ticket_id = c.ticket_id AND n.changed_at > c.changed_at),
                                   t.closed_at, '2024-07-01 00:00')) - strftime('%s', c.changed_at)) / 60 AS minutes
FROM status_changes c
JOIN tickets t ON t.id = c.ticket_id
GROUP BY c.ticket_id, LOWER(c.status)
