INSERT INTO students VALUES (1,'Amara'),(2,'Bo'),(3,'Chen');
INSERT INTO assignments VALUES (1,'essay',3),(2,'quiz',1);
INSERT INTO submissions (student_id,assignment_id,points,submitted_at) VALUES
 (1,1,40,'2024-02-01'),(1,1,80,'2024-02-05'),(1,1,60,'2024-02-06'),(1,2,100,'2024-02-10'),
 (2,1,70,'2024-02-01'),(2,1,NULL,'2024-02-03'),(2,2,51,'2024-02-10'),(2,2,50,'2024-02-11'),
 (3,1,0,'2024-02-01'),(3,2,2,'2024-02-10');
