INSERT INTO trips VALUES (1,'fair'),(2,'visit');
INSERT INTO rates VALUES ('USD','2024-01-01',900),('CHF','2024-01-01',1050);
INSERT INTO expenses (trip_id,spent_on,currency,amount_cents) VALUES (1,'2024-02-03','USD',1000),(1,'2024-02-04','CHF',2000),(2,'2024-02-04','USD',500);
