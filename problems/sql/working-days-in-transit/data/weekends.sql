INSERT INTO shipments VALUES
 (1,'northline','2024-06-07','2024-06-10'),(2,'northline','2024-06-08','2024-06-11'),(3,'parcelo','2024-06-06','2024-06-20'),
 (4,'parcelo','2024-06-12','2024-06-12'),(5,'northline','2024-06-14','2024-06-15'),(6,'parcelo','2024-06-14',NULL);
INSERT INTO holidays VALUES ('north','2024-06-19','Harbour day');
