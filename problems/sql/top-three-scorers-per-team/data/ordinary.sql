INSERT INTO players VALUES (1,'Ana','Reds'),(2,'Ben','Reds'),(3,'Cora','Reds'),(4,'Dan','Reds'),(5,'Eve','Blues'),(6,'Finn','Blues'),(7,'Gus',NULL);
INSERT INTO appearances (player_id,played_on,goals) VALUES
 (1,'2024-03-02',2),(1,'2024-03-09',1),(2,'2024-03-02',5),(3,'2024-03-02',1),(4,'2024-03-09',2),(5,'2024-03-09',1),(6,'2024-03-09',3),(7,'2024-03-09',9);
