INSERT INTO articles VALUES (1,'Indexes in practice','sql',NULL),(2,'Queues',NULL,'2024-02-11');
