INSERT INTO shipments VALUES
 (1,'northline','2024-06-10','2024-06-12'),(2,'northline','2024-06-10','2024-06-14'),(3,'parcelo','2024-06-11','2024-06-13'),
 (4,'parcelo','2024-06-17','2024-06-21'),(5,'northline','2024-06-18','2024-06-19'),(6,'parcelo','2024-06-03','2024-06-05');
INSERT INTO holidays VALUES ('north','2024-06-20','Midsummer fair');
