INSERT INTO tickets VALUES (1,'login fails',NULL),(2,'printer',NULL);
