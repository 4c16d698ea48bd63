WITH family AS (
  SELECT COALESCE(merged_into, id) AS root_id, id AS ticket_id FROM tickets
)
SELECT t.id AS ticket_id,
       COUNT(DISTINCT f.ticket_id) - 1 AS merged_tickets,
       COUNT(r.id) AS replies,
       MAX(r.sent_at) AS last_reply_at
FROM tickets t
JOIN family f ON f.root_id = t.id
LEFT JOIN replies r ON r.ticket_id = f.ticket_id AND r.is_internal = 0
WHERE t.merged_into IS NULL
GROUP BY t.id
