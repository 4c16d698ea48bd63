INSERT INTO students VALUES (1,'Amara'),(2,'Bo'),(3,'Chen');
INSERT INTO assignments VALUES (1,'essay',2),(2,'quiz',1),(3,'project',2);
INSERT INTO submissions (student_id,assignment_id,points,submitted_at) VALUES
 (1,1,80,'2024-02-01'),(1,2,70,'2024-02-10'),(1,3,90,'2024-03-01'),
 (2,1,60,'2024-02-01'),(2,2,100,'2024-02-10'),(2,3,55,'2024-03-01'),
 (3,1,92,'2024-02-02'),(3,2,86,'2024-02-09'),(3,3,75,'2024-03-02');
