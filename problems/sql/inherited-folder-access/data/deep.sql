INSERT INTO folders VALUES (1,'root',NULL),(2,'a',1),(3,'b',2),(4,'c',3),(5,'d',4),(6,'e',2),(7,'other',NULL);
INSERT INTO users VALUES ('kim'),('lee'),('mo');
INSERT INTO grants VALUES (1,'kim','write'),(3,'kim','read'),(2,'lee','none'),(1,'lee','write'),(5,'lee','read'),(7,'mo','read');
