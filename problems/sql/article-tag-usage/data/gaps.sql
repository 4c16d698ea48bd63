INSERT INTO articles VALUES
 (1,'Indexes in practice',',sql,,performance,','2024-01-10'),
 (2,'Window functions','','2024-01-20'),
 (3,'Queues at night',NULL,'2024-02-01'),
 (4,'Dashboards','sql, ,design','2024-02-11'),
 (5,'Colour','   ','2024-02-11');
