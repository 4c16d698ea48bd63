INSERT INTO products VALUES ('KB-10','keyboard'),('MS-20','mouse'),('MN-30','monitor');
INSERT INTO movements (sku,kind,quantity,moved_on) VALUES
 ('KB-10','in',40,'2024-02-01'),('KB-10','out',12,'2024-02-03'),('KB-10','adjust',-1,'2024-02-09'),
 ('MS-20','in',25,'2024-02-01'),('MS-20','out',5,'2024-02-04'),('MS-20','adjust',2,'2024-02-10'),
 ('MN-30','in',8,'2024-02-02'),('MN-30','reserve',3,'2024-02-05');
