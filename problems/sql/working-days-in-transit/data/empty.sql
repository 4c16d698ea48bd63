INSERT INTO shipments VALUES (1,'northline','2024-06-10',NULL),(2,'parcelo','2024-06-10','2024-06-11');
