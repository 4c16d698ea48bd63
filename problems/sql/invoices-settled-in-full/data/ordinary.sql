INSERT INTO invoices VALUES (1,'Ada'),(2,'Bo');
INSERT INTO lines (invoice_id,amount) VALUES (1,20.5),(2,8.25);
INSERT INTO payments (invoice_id,amount,received_on) VALUES (1,20.5,'2024-01-09'),(2,5.0,'2024-01-10'),(2,8.0,NULL);
