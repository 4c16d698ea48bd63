WITH scored AS (
  SELECT p.team, p.id AS player_id, SUM(a.goals) AS goals
  FROM players p JOIN appearances a ON a.player_id = p.id
  WHERE p.team IS NOT NULL
  GROUP BY p.id
  HAVING SUM(a.goals) > 0
), placed AS (
  SELECT *, RANK() OVER (PARTITION BY team ORDER BY goals DESC) AS place FROM scored
)
SELECT team, player_id, goals, place FROM placed WHERE place <= 3
