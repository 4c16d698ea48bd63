INSERT INTO sensors VALUES (1,'boiler',60.0,2.0),(2,'valve',1.5,NULL);
INSERT INTO readings (sensor_id,taken_at,value) VALUES (1,'2024-08-01 11:00',NULL);
