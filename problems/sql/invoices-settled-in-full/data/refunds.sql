INSERT INTO invoices VALUES (1,'Ada'),(2,'Bo');
INSERT INTO lines (invoice_id,amount) VALUES (1,40.0),(2,-5.0);
INSERT INTO payments (invoice_id,amount,received_on) VALUES (1,40.0,'2024-01-09'),(1,-12.5,'2024-01-19'),(2,-5.0,'2024-01-10'),(2,-1.0,NULL);
