WITH first_reply AS (
  SELECT ticket_id, MIN(sent_at) AS sent_at FROM messages WHERE author_role = 'agent' GROUP BY ticket_id
), w AS (
  SELECT t.priority, CAST((julianday(f.sent_at) - julianday(t.opened_at)) * 24 * 60 AS INTEGER) AS mins
  FROM tickets t JOIN first_reply f ON f.ticket_id = t.id
), r AS (
  SELECT priority, mins, ROW_NUMBER() OVER (PARTITION BY priority ORDER BY mins) AS rn,
         COUNT(*) OVER (PARTITION BY priority) AS c
  FROM w
), med AS (
  SELECT priority, MAX(c) AS answered, AVG(mins) AS median
  FROM r WHERE rn IN ((c + 1) / 2, c / 2 + 1) GROUP BY priority
)
SELECT p.priority, COALESCE(med.answered, 0), med.median
FROM (SELECT DISTINCT priority FROM tickets) p LEFT JOIN med ON med.priority = p.priority
