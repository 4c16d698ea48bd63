CREATE TABLE players (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  team TEXT
);
CREATE TABLE appearances (
  id INTEGER PRIMARY KEY,
  player_id INTEGER NOT NULL REFERENCES players(id),
  played_on TEXT NOT NULL,
  goals INTEGER
);
