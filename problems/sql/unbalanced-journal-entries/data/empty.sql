INSERT INTO journal_entries VALUES (1,'2024-01-03','rent');
