INSERT INTO folders VALUES (1,'root',NULL),(2,'a',1);
INSERT INTO users VALUES ('kim');
