-- 提醒: what a leader has reminded an agent of, from the board. It is a to-do of the agent until they have read it, for half a day.
create table agent_reminders (
  tenant_id uuid not null references tenants, id uuid not null, agent_id uuid not null, by_id uuid not null,
  about text not null check (about in ('talking', 'wrapUp', 'ringing', 'busy')), seconds int not null, at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade,
  foreign key (tenant_id, by_id) references users (tenant_id, id) on delete cascade
);
create index agent_reminders_of_agent on agent_reminders (tenant_id, agent_id, at desc);
call bahu_protect('agent_reminders');
call bahu_grant('monitor.remind', array['leader', 'supervisor', 'administrator']);
