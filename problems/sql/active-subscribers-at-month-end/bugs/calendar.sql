WITH month_ends(month, last_day) AS (
  VALUES ('2024-01', '2024-01-31'), ('2024-02', '2024-02-28'), ('2024-03', '2024-03-31'),
         ('2024-04', '2024-04-30'), ('2024-05', '2024-05-31'), ('2024-06', '2024-06-30')
)
SELECT m.month,
       (SELECT COUNT(DISTINCT s.customer_id) FROM subscriptions s
        WHERE s.started_on <= m.last_day
          AND (s.ended_on IS NULL OR s.ended_on > m.last_day)) AS active_customers
FROM month_ends m
ORDER BY m.month
