SELECT a.id AS account_id, e.id AS entry_id, e.booked_on, e.amount_cents,
       a.opening_cents + SUM(e.amount_cents) OVER (PARTITION BY a.id ORDER BY e.booked_on, e.id ROWS UNBOUNDED PRECEDING) AS balance_cents
FROM accounts a JOIN entries e ON e.account_id = a.id
WHERE e.booked_on IS NOT NULL
ORDER BY a.id, e.booked_on, e.id
