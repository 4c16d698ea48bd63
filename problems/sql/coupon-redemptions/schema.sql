CREATE TABLE coupons (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL COLLATE NOCASE,
  percent INTEGER NOT NULL,
  expires_on TEXT,
  max_orders TEXT
);
CREATE TABLE redemptions (
  id INTEGER PRIMARY KEY,
  code_entered TEXT NOT NULL,
  order_id INTEGER NOT NULL,
  redeemed_on TEXT NOT NULL
);
