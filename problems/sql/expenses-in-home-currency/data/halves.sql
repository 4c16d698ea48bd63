INSERT INTO trips VALUES (1,'fair'),(2,'visit');
INSERT INTO rates VALUES ('NOK','2024-01-01',100),('SEK','2024-01-01',90),('JPY','2024-01-01',7);
INSERT INTO expenses (trip_id,spent_on,currency,amount_cents) VALUES (1,'2024-02-03','NOK',1005),(1,'2024-02-04','NOK',1015),(1,'2024-02-04','SEK',1001),(2,'2024-02-04','SEK',333),(2,'2024-02-04','SEK',337),(2,'2024-02-05','JPY',357);
