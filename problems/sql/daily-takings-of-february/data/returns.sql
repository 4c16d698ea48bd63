INSERT INTO receipts (sold_at,total_cents,void) VALUES
 ('2024-02-02 09:15:00',400,0),('2024-02-02 09:40:00',-150,0),('2024-02-05 11:00:00',-700,0),('2024-02-06 11:00:00',800,NULL),('2024-02-06 12:00:00',800,1);
INSERT INTO receipts (sold_at,total_cents,void) VALUES ('2024-02-02 18:10:00',400,0);
