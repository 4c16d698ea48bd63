WITH totals AS (
  SELECT p.team, p.id AS player_id, SUM(a.goals) AS goals
  FROM players p JOIN appearances a ON a.player_id = p.id
  WHERE p.team IS NOT NULL
  GROUP BY p.team, p.id
), ranked AS (
  SELECT team, player_id, goals, DENSE_RANK() OVER (PARTITION BY team ORDER BY goals DESC) AS place
  FROM totals WHERE goals > 0
)
SELECT * FROM ranked WHERE place <= 3
