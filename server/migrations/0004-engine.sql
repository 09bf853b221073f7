-- What the telephony engine keeps of agents and queues between restarts, and the one procedure by which it writes.

create table agent_live (
  tenant_id uuid not null references tenants, agent_id uuid not null, state jsonb not null,
  primary key (tenant_id, agent_id), foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade
) with (fillfactor = 70);
create table queue_live (
  tenant_id uuid not null references tenants, queue_id uuid not null, state jsonb not null,
  primary key (tenant_id, queue_id), foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade
) with (fillfactor = 70);
call bahu_protect('agent_live');
call bahu_protect('queue_live');

-- Takes or renews the ownership of a tenant. Returns the epoch, or null when another living holder has it.
create function bahu_take_lease(tenant uuid, me bigint, seconds int, other_is_dead boolean) returns bigint language sql as $$
  insert into tenant_leases (tenant_id, holder, epoch, expires_at) values (tenant, me, 1, clock_timestamp() + make_interval(secs => seconds))
  on conflict (tenant_id) do update set
    epoch = tenant_leases.epoch + case when tenant_leases.holder = me then 0 else 1 end,
    holder = me, expires_at = clock_timestamp() + make_interval(secs => seconds)
  where tenant_leases.holder = me or tenant_leases.expires_at < clock_timestamp() or other_is_dead
  returning epoch
$$;

create type bahu_call as (
  id uuid, direction text, started_at timestamptz, answered_at timestamptz, ended_at timestamptz, number text, caller_name text, line_number text, trunk_id uuid, customer_id uuid,
  agent_id uuid, queue_id uuid, department_id uuid, wait_seconds int, ring_seconds int, talk_seconds int, hold_seconds int, outcome text, hangup_side text, cause int, is_reconciled boolean,
  version int, live jsonb
);
create type bahu_leg as (
  call_id uuid, id text, role text, agent_id uuid, number text, started_at timestamptz, ringing_at timestamptz, answered_at timestamptz, ended_at timestamptz, outcome text, cause int, sip_code int
);
create type bahu_fact as (call_id uuid, seq int, at timestamptz, type text, data jsonb);
create type bahu_agent_state as (agent_id uuid, at timestamptz, seq bigint, activity text, call_id uuid);
create type bahu_live as (id uuid, state jsonb);

-- One batch of the engine: facts are appended, current rows move forward only (by version), so that repeating a batch changes nothing.
create procedure bahu_engine_write(epoch_given bigint, batch jsonb) language plpgsql as $$
declare
  tenant uuid := bahu_tenant();
  change bahu_agent_state;
begin
  perform 1 from tenant_leases where tenant_id = tenant and epoch = epoch_given for share;
  if not found then raise exception 'the lease of tenant % is another''s', tenant using errcode = 'BH001'; end if;

  insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, caller_name, line_number, trunk_id, customer_id, agent_id, queue_id, department_id, wait_seconds,
    ring_seconds, talk_seconds, hold_seconds, outcome, hangup_side, cause, is_reconciled, version, live)
  select tenant, c.id, c.direction, c.started_at, c.answered_at, c.ended_at, c.number, c.caller_name, c.line_number, c.trunk_id, c.customer_id, c.agent_id, c.queue_id, c.department_id,
    c.wait_seconds, c.ring_seconds, c.talk_seconds, c.hold_seconds, c.outcome, c.hangup_side, c.cause, c.is_reconciled, c.version, c.live
  from jsonb_populate_recordset(null::bahu_call, batch -> 'calls') c
  on conflict (tenant_id, id) do update set
    answered_at = excluded.answered_at, ended_at = excluded.ended_at, number = excluded.number, customer_id = excluded.customer_id, agent_id = excluded.agent_id, queue_id = excluded.queue_id,
    department_id = excluded.department_id, wait_seconds = excluded.wait_seconds, ring_seconds = excluded.ring_seconds, talk_seconds = excluded.talk_seconds, hold_seconds = excluded.hold_seconds,
    outcome = excluded.outcome, hangup_side = excluded.hangup_side, cause = excluded.cause, is_reconciled = excluded.is_reconciled, version = excluded.version, live = excluded.live
  where calls.version < excluded.version and calls.ended_at is null;

  insert into call_legs (tenant_id, call_id, id, role, agent_id, number, started_at, ringing_at, answered_at, ended_at, outcome, cause, sip_code)
  select tenant, l.call_id, l.id, l.role, l.agent_id, l.number, l.started_at, l.ringing_at, l.answered_at, l.ended_at, l.outcome, l.cause, l.sip_code
  from jsonb_populate_recordset(null::bahu_leg, batch -> 'legs') l
  on conflict (tenant_id, call_id, id) do update set
    ringing_at = excluded.ringing_at, answered_at = excluded.answered_at, ended_at = excluded.ended_at, outcome = excluded.outcome, cause = excluded.cause, sip_code = excluded.sip_code
  where call_legs.ended_at is null;

  insert into call_events (tenant_id, call_id, seq, at, type, data)
  select tenant, f.call_id, f.seq, f.at, f.type, f.data from jsonb_populate_recordset(null::bahu_fact, batch -> 'facts') f
  on conflict do nothing;

  insert into agent_live (tenant_id, agent_id, state) select tenant, a.id, a.state from jsonb_populate_recordset(null::bahu_live, batch -> 'agents') a
  on conflict (tenant_id, agent_id) do update set state = excluded.state;
  insert into queue_live (tenant_id, queue_id, state) select tenant, q.id, q.state from jsonb_populate_recordset(null::bahu_live, batch -> 'queues') q
  on conflict (tenant_id, queue_id) do update set state = excluded.state;

  for change in select * from jsonb_populate_recordset(null::bahu_agent_state, batch -> 'states') s order by s.seq loop
    update agent_states set ended_at = change.at, seconds = greatest(0, extract(epoch from change.at - started_at)), next_activity = change.activity
    where tenant_id = tenant and agent_id = change.agent_id and ended_at is null and seq < change.seq;
    insert into agent_states (tenant_id, agent_id, started_at, seq, activity, call_id) values (tenant, change.agent_id, change.at, change.seq, change.activity, change.call_id)
    on conflict do nothing;
  end loop;
end $$;
