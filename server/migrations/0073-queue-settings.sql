-- What companies set of their queues by themselves: beside how they choose, what is promised to callers and how many may be signed out at once.
alter table queues add column max_signed_out int check (max_signed_out between 0 and 500),
  add column missed_offers int check (missed_offers between 1 and 20),
  add column target_percent int not null default 80 check (target_percent between 1 and 100),
  add column target_seconds int not null default 20 check (target_seconds between 1 and 600),
  add column version int not null default 1, add column created_at timestamptz not null default now();
call bahu_grant('queue.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('queue.manage', array['supervisor', 'administrator']);
