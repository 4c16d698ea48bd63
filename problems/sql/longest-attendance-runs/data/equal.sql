INSERT INTO students VALUES (1,'Ada'),(2,'Bo');
INSERT INTO check_ins (student_id,checked_in_at) VALUES
 (1,'2024-03-14 08:00'),(1,'2024-03-15 08:10'),(1,'2024-03-06 07:55'),(1,'2024-03-07 08:00'),(2,'2024-03-09 08:00'),(2,'2024-03-05 08:00');
