INSERT INTO articles VALUES
 (1,'Indexes in practice','sql,performance','2024-01-10'),
 (2,'Window functions','sql,analytics','2024-01-20'),
 (3,'Queues at night','operations','2024-02-01'),
 (4,'Dashboards','analytics,design,sql','2024-02-11'),
 (5,'Draft on colour','design',NULL);
