INSERT INTO articles VALUES
 (1,'Indexes in practice','SQL, performance ,open source','2024-01-10'),
 (2,'Window functions','sql,Analytics','2024-01-20'),
 (3,'Queues at night',' Open Source,operations','2024-02-01'),
 (4,'Dashboards','analytics , design','2024-02-11'),
 (5,'Caching','Performance','2024-02-12'),
 (6,'Draft','SQL,zebra',NULL);
