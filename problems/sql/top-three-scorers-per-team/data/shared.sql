INSERT INTO players VALUES (1,'Ana','Reds'),(2,'Ben','Reds'),(3,'Cora','Reds'),(4,'Dan','Reds'),(5,'Eve','Reds'),(6,'Finn','Reds'),
 (7,'Gus','Blues'),(8,'Hal','Blues'),(9,'Ida','Blues'),(10,'Jo','Blues');
INSERT INTO appearances (player_id,played_on,goals) VALUES
 (1,'2024-03-02',4),(2,'2024-03-02',6),(3,'2024-03-02',4),(4,'2024-03-09',3),(5,'2024-03-09',4),(6,'2024-03-09',2),
 (7,'2024-03-02',2),(8,'2024-03-02',2),(9,'2024-03-02',1),(9,'2024-03-09',1),(10,'2024-03-09',1);
