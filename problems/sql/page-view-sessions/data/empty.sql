INSERT INTO page_views (visitor_id,path,viewed_at) VALUES (NULL,'/','2024-04-02 23:51:00');
