-- What the engine writes for a call costs half: rows that say the same are not written again (so what is live has a version of its own), a state of an
-- agent is written when it is over (the present one is in live_state), and statements on tables in partitions are not planned anew each time.

-- States of 2 to 4 kB stay in their row, as they are: packing them costs more than it saves, and each lives for seconds.
alter table live_state add column version int;
alter table live_state alter column state set storage external;
alter table live_state set (toast_tuple_target = 8160);

alter table agent_states no force row level security;
alter table live_state no force row level security;
delete from agent_states s using live_state l where s.ended_at is null and l.tenant_id = s.tenant_id and l.kind = 'agent' and l.id = s.agent_id;
update agent_states set ended_at = started_at, seconds = 0 where ended_at is null;
alter table agent_states force row level security;
alter table live_state force row level security;
drop index agent_states_open;
alter table agent_states alter column ended_at set not null, alter column seconds set not null, alter column next_activity drop not null;

-- Whose rows these are is said by the only statement that writes them, and row-level security holds it to that.
alter table call_legs drop constraint call_legs_tenant_id_fkey;
alter table call_segments drop constraint call_segments_tenant_id_fkey;
alter table call_events drop constraint call_events_tenant_id_fkey;
alter table agent_states drop constraint agent_states_tenant_id_fkey;
alter table live_state drop constraint live_state_tenant_id_fkey;

alter type bahu_agent_state rename attribute at to started_at;
alter type bahu_agent_state add attribute ended_at timestamptz, add attribute next_activity text;

create or replace function bahu_engine_commit(tenant uuid, epoch_given bigint, batch jsonb) returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  added jsonb;
begin
  perform set_config('app.tenant', tenant::text, true);
  perform 1 from engine_lease where epoch = epoch_given for share;
  if not found then raise exception 'the lease of tenant % is another''s', tenant using errcode = 'BH001'; end if;

  -- A statement that adds to a table in partitions costs a tenth of a millisecond before it has touched a row.
  if jsonb_array_length(batch -> 'calls') > 0 then
    insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, caller_name, line_number, trunk_id, customer_id, agent_id, queue_id, department_id, wait_seconds,
      ring_seconds, talk_seconds, hold_seconds, outcome, hangup_side, cause, is_reconciled, version)
    select tenant, c.* from jsonb_populate_recordset(null::bahu_call, batch -> 'calls') c
    on conflict (tenant_id, id) do update set
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, number = excluded.number, customer_id = excluded.customer_id, agent_id = excluded.agent_id, queue_id = excluded.queue_id,
      department_id = excluded.department_id, wait_seconds = excluded.wait_seconds, ring_seconds = excluded.ring_seconds, talk_seconds = excluded.talk_seconds, hold_seconds = excluded.hold_seconds,
      outcome = excluded.outcome, hangup_side = excluded.hangup_side, cause = excluded.cause, is_reconciled = excluded.is_reconciled, version = excluded.version
    where calls.version < excluded.version and calls.ended_at is null;
  end if;

  -- What is live moves forward only, and of a call only while its row says that it is up: an older batch that comes late must not bring back what is over.
  -- The row is asked for by its key: `exists` would be worked out for all calls at once, however many there are.
  insert into live_state (tenant_id, kind, id, state, version)
  select tenant, l.kind, l.id, l.state, l.version from jsonb_populate_recordset(null::bahu_live, batch -> 'live') l
  where l.state is not null and (l.kind <> 'call' or (select c.ended_at is null from calls c where c.tenant_id = tenant and c.id = l.id))
  on conflict (tenant_id, kind, id) do update set state = excluded.state, version = excluded.version
  where live_state.version is null or live_state.version < excluded.version;
  delete from live_state where tenant_id = tenant and (kind, id) in (select l.kind, l.id from jsonb_populate_recordset(null::bahu_live, batch -> 'live') l where l.state is null);

  if jsonb_array_length(batch -> 'legs') > 0 then
    insert into call_legs (tenant_id, call_id, id, role, agent_id, number, started_at, ringing_at, answered_at, ended_at, outcome, cause, sip_code)
    select tenant, l.* from jsonb_populate_recordset(null::bahu_leg, batch -> 'legs') l
    on conflict (tenant_id, call_id, id) do update set
      ringing_at = excluded.ringing_at, answered_at = excluded.answered_at, ended_at = excluded.ended_at, outcome = excluded.outcome, cause = excluded.cause, sip_code = excluded.sip_code
    where call_legs.ended_at is null;
  end if;

  if jsonb_array_length(batch -> 'segments') > 0 then
    insert into call_segments (tenant_id, call_id, seq, kind, is_main, agent_id, queue_id, department_id, offered_at, started_at, answered_at, ended_at, talk_ms, hold_ms, begun_by, ended_by)
    select tenant, s.* from jsonb_populate_recordset(null::bahu_segment, batch -> 'segments') s
    on conflict (tenant_id, call_id, seq) do update set
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, talk_ms = excluded.talk_ms, hold_ms = excluded.hold_ms, ended_by = excluded.ended_by
    where call_segments.ended_at is null;
  end if;

  if jsonb_array_length(batch -> 'facts') > 0 then
    insert into call_events (tenant_id, call_id, seq, at, type, data)
    select tenant, f.call_id, f.seq, f.at, f.type, f.data from jsonb_populate_recordset(null::bahu_fact, batch -> 'facts') f
    on conflict do nothing;
  end if;

  -- A state without an end is of who wrote before: its next one would have told when it was over.
  if jsonb_array_length(batch -> 'states') > 0 then
    insert into agent_states (tenant_id, agent_id, started_at, seq, activity, call_id, ended_at, next_activity, seconds)
    select tenant, s.agent_id, s.started_at, s.seq, s.activity, s.call_id, s.ended_at, s.next_activity, greatest(0, extract(epoch from s.ended_at - s.started_at))
    from jsonb_populate_recordset(null::bahu_agent_state, batch -> 'states') s where s.ended_at is not null
    on conflict do nothing;
  end if;

  if jsonb_array_length(batch -> 'sounds') = 0 then return; end if;
  with rows as (
    insert into recordings (tenant_id, id, call_id, kind, status, source, started_at, expected_seconds)
    select tenant, s.id, s.call_id, s.kind, 'pending', s.source, s.started_at, s.expected_seconds from jsonb_populate_recordset(null::bahu_sound, batch -> 'sounds') s
    on conflict (tenant_id, call_id, kind) do nothing returning id
  )
  select jsonb_agg(id) into added from rows;
  if added is not null then perform bahu_add_job('recording.finish', jsonb_build_object('recordingIds', added), null, null, null); end if;
end $$;

-- Whose number it is: the tenant is named and the customers are found in one journey, as a call that comes in waits for it.
create function bahu_customers_of_numbers(tenant uuid, numbers text[]) returns table (number text, id uuid, name text, updated_at timestamptz, phone_extension text, is_duplicate boolean)
language plpgsql volatile as $$
begin
  perform set_config('app.tenant', tenant::text, true);
  return query select n.number, c.* from unnest(numbers) n (number) cross join lateral (
    (select customers.id, customers.name, customers.updated_at, customers.phone_extension, customers.is_duplicate
     from customers where tenant_id = tenant and phone = n.number and not customers.is_duplicate order by customers.phone_extension limit 2)
    union all
    (select customers.id, customers.name, customers.updated_at, customers.phone_extension, customers.is_duplicate
     from customers where tenant_id = tenant and phone = n.number and customers.is_duplicate order by created_at, customers.id limit 1)
  ) c;
end $$;
