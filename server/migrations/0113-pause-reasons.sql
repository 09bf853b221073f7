-- Named reasons for being busy or away (示忙原因).
create table pause_reasons (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, name_en text not null default '', state text not null check (state in ('busy', 'away')),
  hue text not null default 'grey', position int not null default 1, minutes_per_day int, max_of_group int, is_enabled boolean not null default true,
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index pause_reasons_by_name on pause_reasons (tenant_id, lower(name));
call bahu_protect('pause_reasons');
call bahu_grant('pause-reason.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('pause-reason.manage', array['administrator']);

-- Why an agent was in a state, and why in the one after it.
alter table agent_states add column cause text, add column pause_id uuid, add column by_agent_id uuid, add column note text, add column next_cause text;
alter type bahu_agent_state add attribute cause text, add attribute pause_id uuid, add attribute by_agent_id uuid, add attribute note text, add attribute next_cause text;
create index agent_states_by_pause on agent_states (tenant_id, pause_id) where pause_id is not null;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(replace(before, 'ended_at, next_activity, seconds)', 'ended_at, next_activity, cause, pause_id, by_agent_id, note, next_cause, seconds)'),
    's.ended_at, s.next_activity, greatest', 's.ended_at, s.next_activity, s.cause, s.pause_id, s.by_agent_id, s.note, s.next_cause, greatest');
begin
  if length(after) < length(before) + 100 then raise exception 'bahu_engine_commit writes no states as they are known'; end if;
  execute after;
end $$;
