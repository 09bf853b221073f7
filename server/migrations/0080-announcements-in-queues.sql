-- What those hear who wait in a queue: a voice file, where they stand and how long it will take, again and again, and what is between. Names of voice
-- files are parts of paths in the media server.
alter table queues add column announced_file text check (announced_file ~ '^[a-z0-9-]{1,64}$'), add column says_position boolean not null default false,
  add column says_wait boolean not null default false, add column announce_seconds int not null default 30 check (announce_seconds between 10 and 600),
  add column music text check (music ~ '^[a-z0-9-]{1,64}$');
