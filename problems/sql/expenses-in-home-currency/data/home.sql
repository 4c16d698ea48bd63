INSERT INTO trips VALUES (1,'fair'),(2,'visit'),(3,'move');
INSERT INTO rates VALUES ('USD','2024-02-01',900);
INSERT INTO expenses (trip_id,spent_on,currency,amount_cents) VALUES (1,'2024-02-03',NULL,1234),(1,'2024-02-03','USD',100),(2,'2024-01-31','USD',100),(2,'2024-02-03','XAU',100),(2,'2024-02-03',NULL,7);
