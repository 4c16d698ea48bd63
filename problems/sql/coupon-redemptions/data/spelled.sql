INSERT INTO coupons VALUES (1,'aB7',5,NULL,'2'),(2,'AB7',10,NULL,'3'),(3,'Ab7',15,NULL,NULL),(4,'welcome',5,'2024-06-30',NULL);
INSERT INTO redemptions (code_entered,order_id,redeemed_on) VALUES
 ('aB7',200,'2024-04-02'),('AB7',201,'2024-04-03'),('AB7',202,'2024-04-04'),('ab7',203,'2024-04-05'),
 ('Welcome',204,'2024-05-01'),('welcome',205,'2024-05-01');
