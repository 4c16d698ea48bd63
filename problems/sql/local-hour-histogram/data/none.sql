INSERT INTO offices VALUES (1,'Berlin',60);
