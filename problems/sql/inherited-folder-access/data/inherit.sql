INSERT INTO folders VALUES (1,'root',NULL),(2,'a',1),(3,'b',2),(4,'top',NULL);
INSERT INTO users VALUES ('kim'),('lee');
INSERT INTO grants VALUES (1,'kim','write'),(2,'kim',NULL),(3,'lee','read'),(4,'lee',NULL);
