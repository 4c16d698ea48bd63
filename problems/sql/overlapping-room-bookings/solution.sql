SELECT a.room, a.id AS first_id, b.id AS second_id
FROM bookings a
JOIN bookings b
  ON b.room = a.room
 AND (a.starts_at < b.starts_at OR (a.starts_at = b.starts_at AND a.id < b.id))
 AND (a.ends_at IS NULL OR b.starts_at < a.ends_at)
WHERE a.status IS NOT 'cancelled' AND b.status IS NOT 'cancelled'
