WITH valid AS (
  SELECT id, room, starts_at, COALESCE(ends_at, '9999-12-31 23:59') AS ends_at
  FROM bookings WHERE COALESCE(status, '') <> 'cancelled'
)
SELECT a.room, a.id AS first_id, b.id AS second_id
FROM valid a JOIN valid b ON a.room = b.room
WHERE (a.starts_at, a.id) < (b.starts_at, b.id)
  AND b.starts_at BETWEEN a.starts_at AND a.ends_at
