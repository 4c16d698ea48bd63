INSERT INTO orders VALUES (1,'NO'),(2,'CH'),(3,'US');
INSERT INTO required_papers VALUES ('NO','origin'),(NULL,'invoice'),('CH','permit');
INSERT INTO papers (order_id,kind,approved) VALUES (1,'origin',1),(2,'invoice',1),(2,'permit',NULL),(3,'invoice',1),(1,'invoice',0);
