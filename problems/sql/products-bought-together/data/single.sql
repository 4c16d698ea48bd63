INSERT INTO basket_items (basket_id,product_id,returned) VALUES (1,10,0),(1,11,0),(2,12,0);
