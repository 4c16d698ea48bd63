INSERT INTO folders VALUES (1,'finance',NULL),(2,'2024',1),(3,'invoices',1),(4,'design',NULL),(5,'logos',4);
INSERT INTO users VALUES ('kim'),('lee');
INSERT INTO grants VALUES (1,'kim','write'),(3,'kim','read'),(4,'lee','read'),(5,'lee','write'),(2,'lee','read');
