INSERT INTO players VALUES (1,'Ana','Reds'),(2,'Ben',NULL);
