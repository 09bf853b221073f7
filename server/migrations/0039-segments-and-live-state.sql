-- Where each call has been: one row per stay with the menu, a queue, an agent, voicemail (domain/callcontrol/segments). And one table for all that is
-- live, by kind and id, in place of a table or column for each.

alter table calls no force row level security;
alter table agent_live no force row level security;
alter table queue_live no force row level security;

create table call_segments (
  tenant_id uuid not null references tenants, call_id uuid not null, seq int not null,
  kind text not null check (kind in ('menu', 'queue', 'agent', 'external', 'voicemail', 'announcement')), is_main boolean not null,
  agent_id uuid, queue_id uuid, department_id uuid, offered_at timestamptz, started_at timestamptz not null, answered_at timestamptz, ended_at timestamptz,
  talk_ms int not null default 0, hold_ms int not null default 0, begun_by text not null, ended_by text,
  primary key (tenant_id, call_id, seq)
) partition by range (call_id);
create index call_segments_by_agent on call_segments (tenant_id, agent_id, started_at desc) where agent_id is not null;
create index call_segments_by_queue on call_segments (tenant_id, queue_id, started_at desc) where queue_id is not null;
create table call_segments_other partition of call_segments default;
do $$
declare
  before text := pg_get_functiondef('bahu_make_partitions(timestamptz, int)'::regprocedure);
  after text := replace(before, $q$array['calls', 'call_legs', 'call_events']$q$, $q$array['calls', 'call_legs', 'call_events', 'call_segments']$q$);
begin
  if after = before then raise exception 'bahu_make_partitions names no tables'; end if;
  execute after;
end $$;
call bahu_make_partitions(now(), 4);
call bahu_protect('call_segments');

-- Talk was counted with the holds in it.
update calls set talk_seconds = greatest(0, talk_seconds - hold_seconds) where hold_seconds > 0;

-- What is known of the calls of before: the wait, and the talk with the last agent.
alter table call_segments no force row level security;
insert into call_segments (tenant_id, call_id, seq, kind, is_main, agent_id, queue_id, department_id, started_at, answered_at, ended_at, talk_ms, hold_ms, begun_by, ended_by)
select c.tenant_id, c.id, row_number() over (partition by c.tenant_id, c.id order by s.at), s.kind, true, s.agent, s.queue, c.department_id, s.at, s.answered, s.until,
  case s.kind when 'agent' then c.talk_seconds * 1000 else 0 end, case s.kind when 'agent' then c.hold_seconds * 1000 else 0 end, 'configured', 'configured'
from calls c cross join lateral (select coalesce(c.answered_at, c.ended_at) - make_interval(secs => c.wait_seconds) as waited_since) w cross join lateral (values
  ('menu', null, null, c.started_at, null, case when c.wait_seconds > 0 then greatest(c.started_at, w.waited_since) else coalesce(c.answered_at, c.ended_at) end),
  ('queue', null, c.queue_id, greatest(c.started_at, w.waited_since), null, coalesce(c.answered_at, c.ended_at)),
  ('agent', c.agent_id, c.queue_id, case when c.direction = 'inbound' then c.answered_at else c.started_at end, c.answered_at, c.ended_at)
) s (kind, agent, queue, at, answered, until)
where c.ended_at is not null and s.until > s.at
  and case s.kind when 'menu' then c.direction = 'inbound' when 'queue' then c.wait_seconds > 0 else c.agent_id is not null and (c.direction <> 'inbound' or c.answered_at is not null) end;
alter table call_segments force row level security;

create table live_state (
  tenant_id uuid not null references tenants, kind text not null check (kind in ('agent', 'queue', 'call')), id uuid not null, state jsonb not null,
  primary key (tenant_id, kind, id)
) with (fillfactor = 70);
call bahu_protect('live_state');
alter table live_state no force row level security;
insert into live_state (tenant_id, kind, id, state) select tenant_id, 'agent', agent_id, state from agent_live union all select tenant_id, 'queue', queue_id, state from queue_live;
drop table agent_live, queue_live;

-- Calls that are up while the server is replaced: legs become the phones of parties and offers.
create function pg_temp.offer(live jsonb, leg text, reason text, by_party text) returns jsonb language sql as $$
  select jsonb_build_object('id', leg, 'reason', reason, 'agentId', l -> 'agentId', 'number', l -> 'number', 'byPartyId', by_party, 'keys', case reason when 'own' then live ->> 'keysToSend' else '' end,
    'trunkId', null, 'queueId', null, 'returnsTo', null, 'supervision', null)
  from jsonb_array_elements(live -> 'legs') l where l ->> 'id' = leg
$$;
create function pg_temp.party(live jsonb, leg text, state text, holder text) returns jsonb language sql as $$
  select jsonb_build_object('id', leg, 'kind', l -> 'role', 'agentId', l -> 'agentId', 'number', l -> 'number', 'legId', case when l ->> 'state' = 'ended' then null else leg end, 'state', state,
    'room', case when live ->> 'phase' in ('dialing', 'talking', 'reconnecting') then live ->> 'id' || '.b1' end, 'heldBy', holder, 'heldSince', case when holder is not null then live -> 'heldSince' end,
    'place', l -> 'place', 'isSilent', leg = live ->> 'farLegId' and (live ->> 'isFarSilent')::boolean, 'keysToSend', case when leg = live ->> 'farLegId' then live ->> 'keysToSend' else '' end,
    'trunkId', null, 'supervision', null, 'byPartyId', null)
  from jsonb_array_elements(live -> 'legs') l where l ->> 'id' = leg
$$;
create function pg_temp.leg(live jsonb, leg text) returns jsonb language sql as $$ select l from jsonb_array_elements(live -> 'legs') l where l ->> 'id' = leg $$;
create function pg_temp.carried(live jsonb) returns jsonb language plpgsql as $$
declare
  phase text := live ->> 'phase';
  far text := live ->> 'farLegId';
  near text := live ->> 'nearLegId';
  near_state text := pg_temp.leg(live, near) ->> 'state';
  is_in boolean := phase in ('talking', 'reconnecting') or (phase = 'dialing' and near_state = 'up');
  is_lost boolean := phase = 'reconnecting' or (phase = 'dialing' and near_state is distinct from 'up');
  holder text := live ->> 'heldBy';
  parties jsonb := '[]';
  offers jsonb := '[]';
  segments jsonb := '[]';
  deadlines jsonb;
  since jsonb := live -> 'startedAt';
  kind text;
begin
  if phase = 'dialing' then offers := offers || pg_temp.offer(live, far, case live ->> 'direction' when 'internal' then 'colleague' else 'dial' end, near);
  elsif far is not null then parties := parties || pg_temp.party(live, far, 'in', case when holder is not null and holder <> far then holder end);
  end if;
  if is_in or is_lost then parties := parties || pg_temp.party(live, near, case when is_lost then 'lost' else 'in' end, case when holder = far then far end);
  elsif near is not null then offers := offers || pg_temp.offer(live, near, case phase when 'queued' then 'queue' when 'extension' then 'direct' else 'own' end, null);
  end if;
  select coalesce(jsonb_object_agg(case d.key when 'ring' then 'ring/' || near when 'dial' then 'ring/' || far when 'music' then 'music/' || near when 'grace' then 'grace/' || near
    when 'keys' then 'keys/' || far else d.key end, d.value), '{}') into deadlines from jsonb_each(live -> 'deadlines') d;
  for kind in select k from unnest(array['menu', 'queue', 'agent']) k loop
    continue when (kind = 'menu' and live ->> 'direction' <> 'inbound') or (kind = 'queue' and live ->> 'queuedAt' is null)
      or (kind = 'agent' and live ->> 'direction' = 'inbound' and live ->> 'answeredAt' is null and phase <> 'extension');
    if kind = 'queue' or (kind = 'agent' and live ->> 'direction' = 'inbound') then
      segments := jsonb_set(segments, array[(jsonb_array_length(segments) - 1)::text, 'endedAt'], case kind when 'queue' then live -> 'queuedAt' else coalesce(nullif(live -> 'answeredAt', 'null'), live -> 'startedAt') end);
      since := segments -> -1 -> 'endedAt';
    end if;
    segments := segments || jsonb_build_object('seq', jsonb_array_length(segments) + 1, 'kind', kind, 'isMain', true, 'agentId', case kind when 'agent' then live -> 'agentId' end,
      'queueId', case when kind <> 'menu' then live -> 'queueId' end, 'offeredAt', null, 'startedAt', since, 'answeredAt', case kind when 'agent' then live -> 'answeredAt' end, 'endedAt', null,
      'holdMs', case kind when 'agent' then live -> 'holdMs' else '0' end, 'heldSince', case kind when 'agent' then live -> 'heldSince' end, 'begunBy', 'configured', 'endedBy', null);
  end loop;
  return live - array['farLegId', 'nearLegId', 'heldBy', 'heldSince', 'holdMs', 'isFarSilent', 'keysToSend'] || jsonb_build_object(
    'slot', null, 'parkedBy', null, 'leadsTo', null, 'origin', case live ->> 'direction' when 'inbound' then 'inbound' else 'agent' end, 'phase', case phase when 'extension' then 'offered' when 'reconnecting' then 'talking' else phase end, 'remoteId', far, 'parties', parties, 'offers', offers, 'deadlines', deadlines, 'segments', segments,
    'legs', (select jsonb_agg((l - 'place') || jsonb_build_object('spans', (
      select coalesce(jsonb_agg(s || jsonb_build_object('bridgeId', live ->> 'id' || '.b1') order by n), '[]') from jsonb_array_elements(l -> 'spans') with ordinality as spans (s, n)
    )) order by at) from jsonb_array_elements(live -> 'legs') with ordinality as legs (l, at)));
end $$;
insert into live_state (tenant_id, kind, id, state) select tenant_id, 'call', id, pg_temp.carried(live) from calls where live is not null and ended_at is null;
alter table live_state force row level security;
alter table calls drop column live;
alter table calls force row level security;

-- The procedure by which the engine writes.
drop function bahu_engine_commit(uuid, bigint, jsonb);
drop procedure bahu_engine_write(bigint, jsonb);
alter type bahu_call drop attribute live;
drop type bahu_live;
create type bahu_live as (kind text, id uuid, state jsonb, version int);
create type bahu_segment as (
  call_id uuid, seq int, kind text, is_main boolean, agent_id uuid, queue_id uuid, department_id uuid, offered_at timestamptz, started_at timestamptz, answered_at timestamptz,
  ended_at timestamptz, talk_ms int, hold_ms int, begun_by text, ended_by text
);

-- One batch of the engine: facts are appended, current rows move forward only (by version), so that repeating a batch changes nothing. One statement,
-- one round trip: the tenant is set, the batch is written, sound of ended calls gets its row and one job.
create function bahu_engine_commit(tenant uuid, epoch_given bigint, batch jsonb) returns void language plpgsql as $$
declare
  change bahu_agent_state;
  added jsonb;
begin
  perform set_config('app.tenant', tenant::text, true);
  perform 1 from engine_lease where epoch = epoch_given for share;
  if not found then raise exception 'the lease of tenant % is another''s', tenant using errcode = 'BH001'; end if;

  -- The state of a call is that of its row: it goes with the row when that moves forward, or an older batch that comes late would bring back what is over.
  with moved as (
    insert into calls (tenant_id, id, direction, started_at, answered_at, ended_at, number, caller_name, line_number, trunk_id, customer_id, agent_id, queue_id, department_id, wait_seconds,
      ring_seconds, talk_seconds, hold_seconds, outcome, hangup_side, cause, is_reconciled, version)
    select tenant, c.* from jsonb_populate_recordset(null::bahu_call, batch -> 'calls') c
    on conflict (tenant_id, id) do update set
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, number = excluded.number, customer_id = excluded.customer_id, agent_id = excluded.agent_id, queue_id = excluded.queue_id,
      department_id = excluded.department_id, wait_seconds = excluded.wait_seconds, ring_seconds = excluded.ring_seconds, talk_seconds = excluded.talk_seconds, hold_seconds = excluded.hold_seconds,
      outcome = excluded.outcome, hangup_side = excluded.hangup_side, cause = excluded.cause, is_reconciled = excluded.is_reconciled, version = excluded.version
    where calls.version < excluded.version and calls.ended_at is null
    returning calls.id
  )
  insert into live_state (tenant_id, kind, id, state)
  select tenant, l.kind, l.id, l.state from jsonb_populate_recordset(null::bahu_live, batch -> 'live') l
  where l.state is not null and (l.kind <> 'call' or l.id in (select id from moved))
  on conflict (tenant_id, kind, id) do update set state = excluded.state;
  delete from live_state where tenant_id = tenant and (kind, id) in (select l.kind, l.id from jsonb_populate_recordset(null::bahu_live, batch -> 'live') l where l.state is null);

  -- A statement that adds to a table in partitions costs a tenth of a millisecond before it has touched a row.
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

  for change in select * from jsonb_populate_recordset(null::bahu_agent_state, batch -> 'states') s order by s.seq loop
    update agent_states set ended_at = change.at, seconds = greatest(0, extract(epoch from change.at - started_at)), next_activity = change.activity
    where tenant_id = tenant and agent_id = change.agent_id and ended_at is null and seq < change.seq;
    insert into agent_states (tenant_id, agent_id, started_at, seq, activity, call_id) values (tenant, change.agent_id, change.at, change.seq, change.activity, change.call_id)
    on conflict do nothing;
  end loop;

  if jsonb_array_length(batch -> 'sounds') = 0 then return; end if;
  with rows as (
    insert into recordings (tenant_id, id, call_id, kind, status, source, started_at, expected_seconds)
    select tenant, s.id, s.call_id, s.kind, 'pending', s.source, s.started_at, s.expected_seconds from jsonb_populate_recordset(null::bahu_sound, batch -> 'sounds') s
    on conflict (tenant_id, call_id, kind) do nothing returning id
  )
  select jsonb_agg(id) into added from rows;
  if added is not null then perform bahu_add_job('recording.finish', jsonb_build_object('recordingIds', added), null, null, null); end if;
end $$;
