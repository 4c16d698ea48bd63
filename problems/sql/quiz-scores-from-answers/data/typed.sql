INSERT INTO players VALUES (1,'Ada'),(2,'Bo');
INSERT INTO questions VALUES (1,'Rome'),(2,'New York'),(3,NULL),(4,'Oslo');
INSERT INTO answers VALUES (1,1,' rome'),(1,2,'new york  '),(1,3,'  '),(1,4,'  '),(2,1,'ROME'),(2,2,'newyork'),(2,3,' -'),(2,4,'OSLO ');
