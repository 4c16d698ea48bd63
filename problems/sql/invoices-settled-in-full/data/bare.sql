INSERT INTO invoices VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO lines (invoice_id,amount) VALUES (1,40.0);
INSERT INTO payments (invoice_id,amount,received_on) VALUES (2,3.0,'2024-01-10');
