INSERT INTO invoices VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO lines (invoice_id,amount) VALUES (1,0.1),(1,0.2),(1,0.3),(2,0.3),(3,1.01);
INSERT INTO payments (invoice_id,amount,received_on) VALUES (1,0.6,'2024-01-09'),(2,0.1,'2024-01-10'),(2,0.1,'2024-01-11'),(2,0.1,'2024-01-12'),(3,0.7,'2024-01-09'),(3,0.1,'2024-01-09'),(3,0.2,'2024-01-09');
