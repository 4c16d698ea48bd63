INSERT INTO surveys VALUES (1,'spring'),(2,'support'),(3,'hotline');
INSERT INTO responses (survey_id,answer) VALUES
 (1,'10'),(1,'10'),(1,'8'),(1,'2'),(1,'9'),
 (2,'10'),(2,'1'),(2,'0'),(2,'10'),
 (3,'7'),(3,'10'),(3,'8'),(3,'7'),(3,'11'),(3,'-1');
