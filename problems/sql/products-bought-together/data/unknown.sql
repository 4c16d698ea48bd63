INSERT INTO basket_items (basket_id,product_id,returned) VALUES
 (1,10,NULL),(1,11,NULL),(2,10,0),(2,11,NULL),(3,10,1),(3,11,0),(4,NULL,0),(4,11,0),(5,NULL,0),(5,11,0);
