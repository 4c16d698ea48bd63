INSERT INTO plans VALUES
 (1,'Ferro Ltd','2024-01-10',0,0),(2,'Halme','2024-01-10',1,505),(3,'Quist','2024-01-10',0,1200);
