INSERT INTO students VALUES (1,'Ada'),(2,'Bo'),(3,'Cy');
INSERT INTO check_ins (student_id,checked_in_at) VALUES (2,'2024-03-05 08:00');
