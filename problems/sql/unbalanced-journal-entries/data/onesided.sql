INSERT INTO journal_entries VALUES (1,'2024-01-03','only credit'),(2,'2024-01-04','only debit'),(3,'2024-01-05','no lines'),(4,'2024-01-08','nulls'),(5,'2024-01-09','reversal'),(6,'2024-01-09','reversal');
INSERT INTO journal_lines (entry_id,account,side,amount) VALUES
 (1,'1800','C',25.5),(2,'6815','D',12.75),(4,'6800','D',NULL),(4,'1800','C',NULL),
 (5,'6855','D',-40.0),(5,'1800','C',-40.0),(6,'6855','D',30.0),(6,'6856','D',-12.5),(6,'1800','C',20.0);
