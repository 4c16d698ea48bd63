INSERT INTO employees VALUES
 (1,'Zoe',NULL,9000),(2,'adam',NULL,7000),(3,'Bert',NULL,6500),(4,'bert',NULL,100),
 (5,'Carl',1,3000),(6,'Dora',2,3000),(7,'Emil',3,3000),(8,'Fay',4,3000),
 (9,'Vera',NULL,500),(10,'Gus',9,NULL),(11,'Hal',9,NULL),(12,'Uwe',NULL,0),(13,'Ivo',12,0);
