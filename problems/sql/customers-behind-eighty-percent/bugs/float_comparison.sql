WITH revenue AS (
  SELECT customer_id, SUM(amount_cents) AS rev
  FROM sales WHERE customer_id IS NOT NULL
  GROUP BY customer_id HAVING rev > 0
), shares AS (
  SELECT customer_id, rev, CAST(rev AS REAL) / (SELECT SUM(rev) FROM revenue) AS share FROM revenue
), running AS (
  SELECT customer_id, rev,
         SUM(rev) OVER w AS cumulative_cents,
         COALESCE(SUM(share) OVER (ORDER BY rev DESC, customer_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS share_before
  FROM shares
  WINDOW w AS (ORDER BY rev DESC, customer_id)
)
SELECT customer_id, rev AS revenue_cents, cumulative_cents
FROM running
WHERE share_before < 0.8
ORDER BY rev DESC, customer_id
