-- A queue may ring all its free agents at once.
alter table queues drop constraint queues_strategy_check, add constraint queues_strategy_check check (strategy in ('round-robin', 'longest-idle', 'ring-all'));
