INSERT INTO signups VALUES
 (1,'ada@x.org',NULL,'2024-01-02 10:00',NULL),(2,'ada@x.org','Ada','2024-01-03 10:00',NULL),(3,'bo@x.org','','2024-01-03 10:00',NULL),(4,'bo@x.org','Bo','2024-01-04 10:00',1);
