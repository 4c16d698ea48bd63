INSERT INTO customers VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO addresses VALUES (1,1,'shipping','Rome','2024-01-01',1),(2,2,'billing','Oslo','2024-01-01',0);
