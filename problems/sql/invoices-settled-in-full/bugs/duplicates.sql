SELECT i.id AS invoice_id,
       ROUND(COALESCE(SUM(l.amount), 0.0), 2) AS due,
       ROUND(COALESCE(SUM(p.amount), 0.0), 2) AS paid,
       ROUND(COALESCE(SUM(p.amount), 0.0), 2) >= ROUND(COALESCE(SUM(l.amount), 0.0), 2) AS settled
FROM invoices i
LEFT JOIN lines l ON l.invoice_id = i.id
LEFT JOIN payments p ON p.invoice_id = i.id AND p.received_on IS NOT NULL
GROUP BY i.id
