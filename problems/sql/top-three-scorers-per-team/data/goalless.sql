INSERT INTO players VALUES (1,'Ana','Reds'),(2,'Ben','Reds'),(3,'Cora','Reds'),(4,'Dan','Blues'),(5,'Eve','Greens'),(6,'Finn','Greens');
INSERT INTO appearances (player_id,played_on,goals) VALUES
 (1,'2024-03-02',2),(1,'2024-03-09',NULL),(2,'2024-03-02',0),(2,'2024-03-09',NULL),(4,'2024-03-09',NULL),(5,'2024-03-09',1);
