-- Callers of a queue hear the number of the agent who takes their call before both are connected (工号播报), with a voice file before and behind it.
alter table queues add column says_agent boolean not null default false,
  add column agent_before_file text default 'agent-before' check (agent_before_file ~ '^[a-z0-9-]{1,64}$'),
  add column agent_after_file text default 'agent-after' check (agent_after_file ~ '^[a-z0-9-]{1,64}$');
