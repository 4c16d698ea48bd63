INSERT INTO articles VALUES
 (1,'Indexes in practice','sql,sql,performance','2024-01-10'),
 (2,'Window functions','analytics,design,analytics','2024-01-20'),
 (3,'Queues at night','design,operations','2024-02-01'),
 (4,'Dashboards','sql,dashboards,sql,sql','2024-02-11');
