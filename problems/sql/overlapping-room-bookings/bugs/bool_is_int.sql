SELECT a.room, a.id AS first_id, b.id AS second_id
FROM bookings a
JOIN bookings b ON a.room = b.room
  AND (a.starts_at < b.starts_at OR (a.starts_at = b.starts_at AND a.id < b.id))
WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'
  AND b.starts_at < COALESCE(a.ends_at, '9999-12-31 23:59')
