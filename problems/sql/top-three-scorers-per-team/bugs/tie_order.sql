WITH totals AS (
  SELECT p.team, p.id AS player_id, COALESCE(SUM(a.goals), 0) AS goals
  FROM players p LEFT JOIN appearances a ON a.player_id = p.id
  WHERE p.team IS NOT NULL
  GROUP BY p.team, p.id
)
SELECT team, player_id, goals, place
FROM (SELECT t.*, ROW_NUMBER() OVER (PARTITION BY team ORDER BY goals DESC, player_id) AS place FROM totals t WHERE goals > 0)
WHERE place <= 3
