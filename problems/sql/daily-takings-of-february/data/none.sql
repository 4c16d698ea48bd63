INSERT INTO receipts (sold_at,total_cents,void) VALUES ('2024-02-02 09:15:00',400,1),('2023-02-02 09:15:00',400,0);
