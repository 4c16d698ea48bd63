SELECT o.id AS order_id
FROM orders o
JOIN required_papers r ON r.country IS NULL OR r.country = o.country
LEFT JOIN papers p ON p.order_id = o.id AND p.approved = 1 AND LOWER(p.kind) = LOWER(r.kind)
GROUP BY o.id
HAVING COUNT(DISTINCT LOWER(r.kind)) = COUNT(DISTINCT LOWER(p.kind))
