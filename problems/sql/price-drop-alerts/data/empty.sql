INSERT INTO price_changes (product_id,changed_on,revision,price_cents) VALUES (1,'2024-01-05',1,1000),(2,'2024-01-06',1,500);
