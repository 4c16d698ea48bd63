INSERT INTO bookings VALUES (1,'Oak','2024-06-03 09:00','2024-06-03 10:00','confirmed');
