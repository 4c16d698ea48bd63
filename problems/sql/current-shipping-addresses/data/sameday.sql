INSERT INTO customers VALUES (1,'Ada'),(2,'Bo');
INSERT INTO addresses VALUES
 (1,1,'shipping','Rome','2024-01-01',0),(2,1,'shipping','Pisa','2024-01-01',0),(3,1,'shipping','Bari','2023-01-01',0),
 (8,2,'shipping','Oslo',NULL,0),(5,2,'shipping','Moss',NULL,0);
