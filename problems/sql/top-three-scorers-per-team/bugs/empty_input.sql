WITH totals AS (
  SELECT p.team, p.id AS player_id, COALESCE(SUM(a.goals), 0) AS goals
  FROM players p
  LEFT JOIN appearances a ON a.player_id = p.id
  WHERE p.team IS NOT NULL
  GROUP BY p.id
), ranked AS (
  SELECT totals.*, RANK() OVER (PARTITION BY team ORDER BY goals DESC) AS place FROM totals
)
SELECT team, player_id, goals, place
FROM ranked
WHERE place <= 3
