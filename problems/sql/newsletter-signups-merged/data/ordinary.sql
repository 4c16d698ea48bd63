INSERT INTO signups VALUES
 (1,'ada@x.org','Ada','2024-01-02 10:00',1),(2,'bo@x.org','Bo','2024-01-03 10:00',0),(3,'ada@x.org','A.','2024-01-04 10:00',0),(4,NULL,'Cy','2024-01-05 10:00',1);
