INSERT INTO students VALUES (1,'Amara'),(2,'Bo'),(3,'Chen'),(4,'Dora'),(5,'Eli');
INSERT INTO assignments VALUES (1,'essay',2),(2,'quiz',1),(3,'project',3),(4,'talk',2);
INSERT INTO submissions (student_id,assignment_id,points,submitted_at) VALUES
 (1,1,80,'2024-02-01'),(1,2,70,'2024-02-10'),
 (2,1,60,'2024-02-01'),(2,2,NULL,'2024-02-10'),(2,3,52,'2024-03-01'),(2,4,0,'2024-03-04'),
 (3,3,NULL,'2024-03-01'),
 (4,1,90,'2024-02-01'),(4,2,93,'2024-02-01'),(4,3,91,'2024-02-01'),(4,4,92,'2024-02-01'),
 (5,1,50,'2024-02-01'),(5,4,50,'2024-02-02');
