INSERT INTO employees VALUES
 (1,'Ada',NULL,9000),(2,'Bruno',1,7000),(3,'Cleo',2,6500),(4,'Dmitri',3,4200),(5,'Edda',4,4300),
 (6,'Farid',4,NULL),(7,'Gia',1,5100),(8,'Hugo',7,NULL),(9,'Ilse',NULL,8000),(10,'Jan',4,4300);
