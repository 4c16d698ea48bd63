INSERT INTO products VALUES ('KB-10','keyboard'),('MS-20','mouse'),('kb-10','keyboard, refurbished'),('DK-40','dock');
INSERT INTO movements (sku,kind,quantity,moved_on) VALUES
 ('KB-10','IN',10,'2024-02-01'),('KB-10','Out',3,'2024-02-03'),('kb-10','in',4,'2024-02-03'),('KB-10','ADJUST',-2,'2024-02-05'),
 ('MS-20','in',9,'2024-02-01'),(' MS-20','out',2,'2024-02-02'),('MS-20  ','in',1,'2024-02-03'),('  kb-10 ','out',1,'2024-02-04'),
 ('DK-40','return',5,'2024-02-04');
