WITH revenue AS (
  SELECT customer_id, SUM(amount_cents) AS revenue_cents
  FROM sales WHERE customer_id IS NOT NULL
  GROUP BY customer_id HAVING SUM(amount_cents) > 0
), running AS (
  SELECT customer_id, revenue_cents,
         SUM(revenue_cents) OVER (ORDER BY revenue_cents DESC, customer_id) AS cumulative_cents,
         SUM(revenue_cents) OVER () AS total
  FROM revenue
)
SELECT customer_id, revenue_cents, cumulative_cents
FROM running
WHERE (cumulative_cents - revenue_cents) * 5 < total * 4
ORDER BY revenue_cents DESC, customer_id
