WITH revenue AS (
  SELECT customer_id, SUM(amount_cents) AS rev
  FROM sales WHERE customer_id IS NOT NULL
  GROUP BY customer_id HAVING SUM(amount_cents) > 0
), running AS (
  SELECT customer_id, rev,
         SUM(rev) OVER (ORDER BY rev DESC) AS cum,
         SUM(rev) OVER () AS total
  FROM revenue
)
SELECT customer_id, rev AS revenue_cents, cum AS cumulative_cents
FROM running
WHERE 100 * (cum - rev) < 80 * total
ORDER BY rev DESC, customer_id
