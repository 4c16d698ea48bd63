SELECT e.account_id, e.id AS entry_id, e.booked_on, e.amount_cents,
       COALESCE(a.opening_cents, 0)
         + SUM(e.amount_cents) OVER (PARTITION BY e.account_id ORDER BY e.booked_on, e.id) AS balance_cents
FROM entries e
JOIN accounts a ON a.id = e.account_id
WHERE e.booked_on IS NOT NULL
ORDER BY e.account_id, e.booked_on, e.id
