-- Callback instead of waiting: the key of those who wait (none: no callback), how often and after how long a number is tried, and for how long at all.
alter table queues add column callback_key text check (callback_key ~ '^[0-9]$'),
  add column callback_attempts int not null default 3 check (callback_attempts between 1 and 8),
  add column callback_pause_seconds int not null default 300 check (callback_pause_seconds between 10 and 3600),
  add column callback_hours int not null default 4 check (callback_hours between 1 and 24);
