INSERT INTO login_events (username,occurred_at,seq,success) VALUES (NULL,'2024-07-01 08:03:30',1,0);
