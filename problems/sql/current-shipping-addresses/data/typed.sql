INSERT INTO customers VALUES (1,'Ada'),(2,'Bo');
INSERT INTO addresses VALUES
 (1,1,'Shipping','Rome','2023-01-01',0),(2,1,'SHIPPING','Pisa','2024-01-01',0),(4,2,'shipping','Oslo','2022-01-01',0),(5,2,'Shipping','Moss','2023-01-01',0);
