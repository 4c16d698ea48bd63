INSERT INTO folders VALUES (1,'root',NULL),(2,'a',1),(3,'b',2),(4,'top',NULL);
INSERT INTO users VALUES ('Kim'),('lee'),('Mo');
INSERT INTO grants VALUES (1,'KIM','write'),(2,'kim','read'),(1,'Lee','read'),(3,'LEE',NULL),(1,'mo','write'),(2,'Mo',NULL),(4,'Mo',NULL);
