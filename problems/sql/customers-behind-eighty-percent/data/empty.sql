INSERT INTO sales (customer_id,sold_on,amount_cents) VALUES (NULL,'2024-01-03',4000),(41,'2024-01-03',-400);
