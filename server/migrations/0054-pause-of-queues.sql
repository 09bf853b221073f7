-- How long a queue leaves an agent in peace who has let one of its calls ring; 3 s held for all before.
alter table queues add column miss_pause_seconds int not null default 3 check (miss_pause_seconds between 1 and 600);
