WITH l AS (
  SELECT invoice_id, SUM(amount) AS due FROM lines GROUP BY invoice_id
), p AS (
  SELECT invoice_id, SUM(amount) AS paid FROM payments WHERE received_on IS NOT NULL AND amount > 0 GROUP BY invoice_id
)
SELECT i.id AS invoice_id, ROUND(COALESCE(l.due, 0.0), 2) AS due, ROUND(COALESCE(p.paid, 0.0), 2) AS paid,
       ROUND(COALESCE(p.paid, 0.0), 2) >= ROUND(COALESCE(l.due, 0.0), 2) AS settled
FROM invoices i
LEFT JOIN l ON l.invoice_id = i.id
LEFT JOIN p ON p.invoice_id = i.id
