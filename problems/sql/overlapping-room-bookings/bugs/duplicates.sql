WITH valid AS (
  SELECT id, room, starts_at, COALESCE(ends_at, '9999-12-31 23:59') AS ends_at
  FROM bookings WHERE status IS NULL OR status != 'cancelled'
)
SELECT a.room, a.id AS first_id, b.id AS second_id
FROM valid a
JOIN valid b ON b.room = a.room AND a.id <> b.id
WHERE a.starts_at <= b.starts_at AND b.starts_at < a.ends_at
