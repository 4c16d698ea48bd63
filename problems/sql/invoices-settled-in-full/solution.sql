WITH sums AS (
  SELECT i.id AS invoice_id,
         ROUND(COALESCE((SELECT SUM(l.amount) FROM lines l WHERE l.invoice_id = i.id), 0.0), 2) AS due,
         ROUND(COALESCE((SELECT SUM(p.amount) FROM payments p
                         WHERE p.invoice_id = i.id AND p.received_on IS NOT NULL), 0.0), 2) AS paid
  FROM invoices i
)
SELECT invoice_id, due, paid, paid > due - 0.005 AS settled FROM sums
