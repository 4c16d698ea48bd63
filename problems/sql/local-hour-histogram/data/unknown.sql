INSERT INTO offices VALUES (1,'Berlin',60),(2,'Mars',NULL);
INSERT INTO calls (office_id,begun_at) VALUES (1,'2024-03-04 09:15:00'),(2,'2024-03-04 09:15:00'),(NULL,'2024-03-03 23:30:00'),(2,'2024-03-05 10:59:59');
