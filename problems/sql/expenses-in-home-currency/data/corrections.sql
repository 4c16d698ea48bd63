INSERT INTO trips VALUES (1,'fair'),(2,'visit');
INSERT INTO rates VALUES ('NOK','2024-01-01',100);
INSERT INTO expenses (trip_id,spent_on,currency,amount_cents) VALUES (1,'2024-02-03','NOK',2000),(1,'2024-02-04','NOK',-15),(2,'2024-02-04','NOK',-1018),(2,'2024-02-04','NOK',-11);
