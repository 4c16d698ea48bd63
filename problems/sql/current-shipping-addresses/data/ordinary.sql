INSERT INTO customers VALUES (1,'Ada'),(2,'Bo');
INSERT INTO addresses VALUES
 (1,1,'shipping','Rome','2023-01-01',0),(2,1,'shipping','Pisa','2024-01-01',0),(3,1,'billing','Bari','2024-05-01',0),
 (4,2,'shipping','Oslo','2022-01-01',0),(5,2,'shipping','Bergen','2024-02-01',1);
