WITH revenue AS (
  SELECT customer_id, SUM(amount_cents) AS rev
  FROM sales WHERE customer_id IS NOT NULL
  GROUP BY customer_id
), running AS (
  SELECT customer_id, rev,
         SUM(rev) OVER (ORDER BY rev DESC, customer_id ROWS UNBOUNDED PRECEDING) AS cum,
         SUM(rev) OVER () AS total
  FROM revenue
)
SELECT customer_id, rev AS revenue_cents, cum AS cumulative_cents
FROM running
WHERE rev > 0 AND (cum - rev) * 100 < total * 80
ORDER BY rev DESC, customer_id
