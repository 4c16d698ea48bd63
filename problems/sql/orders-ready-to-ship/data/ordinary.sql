INSERT INTO orders VALUES (1,'NO'),(2,'NO'),(3,'CH');
INSERT INTO required_papers VALUES ('NO','invoice'),('NO','origin'),('CH','invoice');
INSERT INTO papers (order_id,kind,approved) VALUES (1,'invoice',1),(1,'origin',1),(2,'invoice',1),(3,'invoice',1),(2,'origin',0);
