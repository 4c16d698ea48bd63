INSERT INTO offices VALUES (1,'Boston',-300),(2,'St. John''s',-210),(3,'Denver',-420);
INSERT INTO calls (office_id,begun_at) VALUES (1,'2024-03-01 02:15:00'),(2,'2024-03-04 03:15:00'),(3,'2024-03-04 00:30:00'),(3,'2024-03-04 18:00:00'),(2,'2024-03-04 03:30:00');
