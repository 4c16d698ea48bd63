INSERT INTO employees VALUES
 (1,'Ada',NULL,9000),(2,'Bruno',NULL,7000),(3,'Cleo',NULL,6500),
 (4,'Dmitri',1,4200),(5,'Edda',1,4300),(6,'Farid',2,3900),(7,'Gia',3,5100),(8,'Hugo',3,5200);
