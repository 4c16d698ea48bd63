INSERT INTO products VALUES ('KB-10','keyboard'),('MS-20','mouse'),('MN-30','monitor');
INSERT INTO movements (sku,kind,quantity,moved_on) VALUES
 ('KB-10','in',10,'2024-02-01'),('KB-10','out',-4,'2024-02-03'),('KB-10','out',1,'2024-02-04'),
 ('MS-20','adjust',-6,'2024-02-01'),('MS-20','adjust',-6,'2024-02-03'),('MS-20','out',-2,'2024-02-02'),
 ('MN-30','in',5,'2024-02-01'),('MN-30','out',-5,'2024-02-02'),('MN-30','adjust',3,'2024-02-02');
