INSERT INTO sales (customer_id,sold_on,amount_cents) VALUES (51,'2024-01-03',1),(52,'2024-01-03',-1);
