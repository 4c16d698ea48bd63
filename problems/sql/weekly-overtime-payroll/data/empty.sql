INSERT INTO employees VALUES (1,'Ines',1333),(2,'Tomas',1999);
