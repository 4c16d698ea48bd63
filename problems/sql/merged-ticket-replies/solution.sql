WITH RECURSIVE family(root_id, ticket_id) AS (
  SELECT id, id FROM tickets WHERE merged_into IS NULL
  UNION ALL
  SELECT f.root_id, t.id FROM family f JOIN tickets t ON t.merged_into = f.ticket_id
)
SELECT f.root_id AS ticket_id,
       COUNT(DISTINCT f.ticket_id) - 1 AS merged_tickets,
       COUNT(r.id) AS replies,
       MAX(r.sent_at) AS last_reply_at
FROM family f
LEFT JOIN replies r ON r.ticket_id = f.ticket_id AND r.is_internal <> 1
GROUP BY f.root_id
