WITH RECURSIVE days(shipment_id, day, last_day) AS (
  SELECT id, date(shipped_on, '+1 day'), delivered_on FROM shipments WHERE delivered_on > shipped_on
  UNION ALL
  SELECT shipment_id, date(day, '+1 day'), last_day FROM days WHERE day < last_day
)
SELECT s.id AS shipment_id,
       CASE WHEN s.delivered_on IS NOT NULL THEN (
         SELECT COUNT(*) FROM days d
         WHERE d.shipment_id = s.id
           AND strftime('%w', d.day) NOT IN ('0', '6')
           AND NOT EXISTS (SELECT 1 FROM holidays h WHERE h.day = d.day)
       ) END AS working_days
FROM shipments s
