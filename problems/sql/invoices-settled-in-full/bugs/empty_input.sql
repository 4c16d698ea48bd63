WITH l AS (
  SELECT invoice_id, ROUND(SUM(amount), 2) AS due FROM lines GROUP BY invoice_id
), p AS (
  SELECT invoice_id, ROUND(SUM(amount), 2) AS paid FROM payments WHERE received_on IS NOT NULL GROUP BY invoice_id
)
SELECT i.id AS invoice_id, l.due, COALESCE(p.paid, 0.0) AS paid, COALESCE(p.paid, 0.0) >= l.due AS settled
FROM invoices i
JOIN l ON l.invoice_id = i.id
LEFT JOIN p ON p.invoice_id = i.id
