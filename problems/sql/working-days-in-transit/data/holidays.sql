INSERT INTO shipments VALUES
 (1,'northline','2023-12-22','2024-01-02'),(2,'parcelo','2024-02-28','2024-03-01'),(3,'northline','2024-05-31','2024-06-04'),
 (4,'northline','2023-12-25','2023-12-27'),(5,'parcelo','2023-12-29','2023-12-29');
INSERT INTO holidays VALUES
 ('north','2023-12-25','Christmas'),('south','2023-12-25','Winter feast'),('north','2023-12-26','Boxing day'),
 ('north','2023-12-24','Eve'),('south','2023-12-31','Year end'),('north','2024-01-01','New year'),('south','2024-01-01','New year'),
 ('south','2024-06-01','Harvest'),('north','2024-06-03','Founders'),('south','2024-06-03','Founders');
