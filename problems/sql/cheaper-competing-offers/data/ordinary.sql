INSERT INTO offers VALUES (1,10,'A',500),(2,10,'B',450),(3,10,'C',620),(4,11,'A',90),(5,NULL,'A',10);
