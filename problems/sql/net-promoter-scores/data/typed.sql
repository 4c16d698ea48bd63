INSERT INTO surveys VALUES (1,'spring'),(2,'support'),(3,'hotline');
INSERT INTO responses (survey_id,answer) VALUES
 (1,' 9'),(1,'9 '),(1,'3'),(1,'  7 '),
 (2,''),(2,'n/a'),(2,NULL),(2,'9'),(2,'  '),(2,'8'),
 (3,NULL),(3,''),(3,'n/a');
