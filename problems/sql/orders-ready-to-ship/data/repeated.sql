INSERT INTO orders VALUES (1,'NO'),(2,'NO'),(3,'NO');
INSERT INTO required_papers VALUES ('NO','invoice'),('NO','origin'),('NO','Invoice');
INSERT INTO papers (order_id,kind,approved) VALUES (1,'invoice',1),(1,'invoice',1),(1,'letter',1),(2,'origin',1),(2,'invoice',1),(2,'invoice',0),(3,'origin',1);
