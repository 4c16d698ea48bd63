INSERT INTO customers VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO addresses VALUES
 (1,1,'shipping','Rome','2023-01-01',NULL),(2,1,'shipping','Pisa',NULL,0),
 (4,2,'shipping','Oslo',NULL,NULL),(5,3,'shipping','Bergen','2024-02-01',0),(6,3,'shipping','Moss','2024-03-01',NULL),(7,2,'shipping','Hamar',NULL,1);
