INSERT INTO orders VALUES (1,'NO'),(2,'NO');
INSERT INTO required_papers VALUES ('NO','Invoice'),('NO','origin');
INSERT INTO papers (order_id,kind,approved) VALUES (1,'INVOICE',1),(1,'Origin',1),(2,'invoice',1);
