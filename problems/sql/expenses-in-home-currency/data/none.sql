INSERT INTO trips VALUES (1,'fair');
