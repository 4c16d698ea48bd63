INSERT INTO invoices VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO lines (invoice_id,amount) VALUES (1,20.0),(1,20.0),(1,5.0),(2,8.0),(2,2.0),(3,6.0);
INSERT INTO payments (invoice_id,amount,received_on) VALUES (1,30.0,'2024-01-09'),(1,15.0,'2024-01-10'),(2,10.0,'2024-01-11'),(3,2.0,'2024-01-09'),(3,2.0,'2024-01-09');
