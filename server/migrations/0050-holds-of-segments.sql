-- Segments say when their holds were, and tell talk with the customer from talk among those who serve them.
alter table call_segments drop constraint call_segments_kind_check;
alter table call_segments add constraint call_segments_kind_check
  check (kind in ('menu', 'queue', 'agent', 'external', 'consultation', 'voicemail', 'announcement'));
-- `[{"from": ..., "to": ...}]`, epoch milliseconds; written when the segment ends.
alter table call_segments add column holds jsonb not null default '[]';
alter type bahu_segment add attribute holds jsonb;

do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  -- Who writes while this is done, or wrote a journal before it, says no holds.
  after text := replace(before, 'offered_at, started_at, answered_at, ended_at, talk_ms, hold_ms, begun_by, ended_by)
    select tenant, s.* from', 'offered_at, started_at, answered_at, ended_at, talk_ms, hold_ms, begun_by, ended_by, holds)
    select tenant, s.call_id, s.seq, s.kind, s.is_main, s.agent_id, s.queue_id, s.department_id, s.offered_at, s.started_at, s.answered_at, s.ended_at, s.talk_ms, s.hold_ms,
      s.begun_by, s.ended_by, coalesce(s.holds, ''[]'') from');
begin
  after := replace(after, 'hold_ms = excluded.hold_ms, ended_by', 'hold_ms = excluded.hold_ms, holds = excluded.holds, ended_by');
  if after not like '%ended_by, holds)%' or after not like '%holds = excluded.holds%' then raise exception 'bahu_engine_commit writes no segments'; end if;
  execute after;
end $$;

-- Holds of before, from the facts: each lasts until it was taken back, all were brought together, the call went elsewhere, or its segment ended.
alter table call_segments no force row level security;
alter table call_events no force row level security;
update call_segments s set holds = h.holds
from (
  select e.tenant_id, e.call_id, g.seq, jsonb_agg(jsonb_build_object('from', round(extract(epoch from e.at) * 1000), 'to', round(extract(epoch from least(e.until, g.ended_at)) * 1000)) order by e.at) as holds
  from (
    select tenant_id, call_id, at, type, lead(at) over (partition by tenant_id, call_id order by seq) as until
    from call_events where type in ('held', 'resumed', 'merged', 'swapped', 'consulting', 'consult-ended', 'transferred', 'parked', 'ended')
  ) e join call_segments g on g.tenant_id = e.tenant_id and g.call_id = e.call_id and g.is_main and g.kind = 'agent' and g.started_at <= e.at and e.at < g.ended_at
  where e.type in ('held', 'consulting') and g.hold_ms > 0
  group by e.tenant_id, e.call_id, g.seq
) h
where s.tenant_id = h.tenant_id and s.call_id = h.call_id and s.seq = h.seq;
alter table call_events force row level security;
alter table call_segments force row level security;

-- Calls that are up: of holds that are over, only how long they were is known; the number of a caller is on the call's own trunk.
alter table live_state no force row level security;
update live_state l set state = l.state || jsonb_build_object(
  'segments', (
    select coalesce(jsonb_agg(s - 'holdMs' - 'heldSince' || jsonb_build_object('holds',
      case when (s ->> 'holdMs')::numeric > 0 then jsonb_build_array(jsonb_build_object('from', s -> 'startedAt', 'to', (s ->> 'startedAt')::numeric + (s ->> 'holdMs')::numeric)) else '[]' end
      || case when s ->> 'heldSince' is not null then jsonb_build_array(jsonb_build_object('from', s -> 'heldSince', 'to', null)) else '[]' end) order by n), '[]')
    from jsonb_array_elements(l.state -> 'segments') with ordinality as segments (s, n)),
  'parties', (
    select coalesce(jsonb_agg(case when p ->> 'kind' = 'customer' and p ->> 'trunkId' is null then p || jsonb_build_object('trunkId', l.state -> 'trunkId') else p end order by n), '[]')
    from jsonb_array_elements(l.state -> 'parties') with ordinality as parties (p, n)),
  'offers', (
    select coalesce(jsonb_agg(case when o ->> 'reason' = 'dial' and o ->> 'trunkId' is null then o || jsonb_build_object('trunkId', l.state -> 'trunkId') else o end order by n), '[]')
    from jsonb_array_elements(l.state -> 'offers') with ordinality as offers (o, n)))
where l.kind = 'call';
alter table live_state force row level security;
