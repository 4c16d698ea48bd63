INSERT INTO price_changes (product_id,changed_on,revision,price_cents) VALUES
 (1,'2024-01-05',1,1000),(1,'2024-02-01',1,NULL),(1,'2024-03-01',1,600),
 (2,'2024-01-05',1,NULL),(2,'2024-02-05',1,500),(2,'2024-02-06',1,NULL),(2,'2024-02-06',2,NULL),(2,'2024-03-05',1,490);
