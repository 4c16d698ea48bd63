INSERT INTO signups VALUES
 (9,'ada@x.org','Nine','2024-01-02 10:00',0),(4,'ada@x.org','Four','2024-01-02 10:00',0),(2,'ada@x.org','Two','2024-01-09 10:00',0),
 (5,'bo@x.org','Five','2024-02-01 10:00',1),(6,'bo@x.org','Six','2024-01-01 10:00',1);
