INSERT INTO surveys VALUES (1,'spring'),(2,'support');
INSERT INTO responses (survey_id,answer) VALUES
 (1,'9'),(1,'9'),(1,'7'),(1,'3'),
 (2,'8'),(2,'9'),(2,'9'),(2,'9'),(2,'6');
