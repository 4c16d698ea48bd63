INSERT INTO signups VALUES (1,'ada@x.org',NULL,'2024-01-02 10:00',1),(2,'bo@x.org','','2024-01-03 10:00',0),(3,'bo@x.org',NULL,'2024-01-04 10:00',0);
