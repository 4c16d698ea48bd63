INSERT INTO offices VALUES (1,'Tokyo',540),(2,'Pune',330);
INSERT INTO calls (office_id,begun_at) VALUES (1,'2023-12-31 20:00:00'),(2,'2024-02-28 18:30:00'),(2,'2024-02-28 18:29:59'),(1,'2024-03-04 14:59:59'),(1,'2024-03-04 15:00:00');
