WITH RECURSIVE family(root_id, ticket_id) AS (
  SELECT id, id FROM tickets WHERE merged_into IS NULL
  UNION ALL
  SELECT f.root_id, t.id FROM family f JOIN tickets t ON t.merged_into = f.ticket_id
), per_ticket AS (
  SELECT ticket_id, COUNT(*) AS n, MAX(sent_at) AS last_at
  FROM replies WHERE is_internal = 0 GROUP BY ticket_id
)
SELECT f.root_id AS ticket_id,
       COUNT(*) - 1 AS merged_tickets,
       SUM(p.n) AS replies,
       MAX(p.last_at) AS last_reply_at
FROM family f
LEFT JOIN per_ticket p ON p.ticket_id = f.ticket_id
GROUP BY f.root_id
