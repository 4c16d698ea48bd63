INSERT INTO orders VALUES (1,'NO'),(2,'FI');
INSERT INTO required_papers VALUES ('NO','invoice');
INSERT INTO papers (order_id,kind,approved) VALUES (2,'letter',1);
