SELECT c.id AS customer_id,
       (SELECT a.city FROM addresses a
        WHERE a.customer_id = c.id AND a.kind = 'shipping' AND COALESCE(a.archived, 0) = 0
        ORDER BY a.valid_from DESC NULLS LAST, a.id DESC LIMIT 1) AS city
FROM customers c
