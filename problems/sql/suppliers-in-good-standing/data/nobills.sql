INSERT INTO suppliers VALUES (1,'Alder',0),(2,'Birch',NULL),(3,'Cedar',1);
