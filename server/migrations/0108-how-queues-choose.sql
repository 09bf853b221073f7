-- All strategies of queues; what a queue weighs against others, and what a member is to it and it to them.
alter table queues drop constraint queues_strategy_check, add constraint queues_strategy_check
  check (strategy in ('ring-all', 'linear', 'round-robin', 'longest-idle', 'fewest-calls', 'least-recent', 'random'));
alter table queues add column weight int not null default 0 check (weight between 0 and 9);
-- Who has a higher penalty is asked only while nobody with a lower one is free; of an agent's queues the one with the lowest order comes first.
alter table queue_members add column penalty int not null default 0 check (penalty between 0 and 9),
  add column queue_order int not null default 0 check (queue_order between 0 and 9);
