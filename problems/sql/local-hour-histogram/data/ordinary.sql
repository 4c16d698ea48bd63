INSERT INTO offices VALUES (1,'Lisbon',0),(2,'Berlin',60),(3,'Kyiv',120);
INSERT INTO calls (office_id,begun_at) VALUES (1,'2024-03-04 09:15:00'),(2,'2024-03-04 09:15:00'),(3,'2024-03-03 08:00:00'),(2,'2024-03-05 12:59:59'),(1,'2024-03-05 13:00:00');
