INSERT INTO trips VALUES (1,'fair'),(2,'visit');
INSERT INTO rates VALUES ('USD','2024-01-01',900),('USD','2024-02-01',950),('USD','2024-03-01',800);
INSERT INTO expenses (trip_id,spent_on,currency,amount_cents) VALUES (1,'2024-01-31','USD',1000),(1,'2024-02-01','USD',1000),(2,'2024-03-01','USD',1000),(2,'2024-02-29','USD',3000);
