INSERT INTO products VALUES ('KB-10','keyboard'),('MS-20','mouse');
