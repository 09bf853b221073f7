-- Callers whom nobody has served (漏接来电): one open record of a number, which counts the tries until somebody talks with them or says that it is done.
-- No row of the engine's may be refused for one, so nothing here refers to another table but by whom it was closed.
create table missed_calls (
  tenant_id uuid not null references tenants, id uuid not null default bahu_id(), number text not null, tries int not null default 1,
  first_at timestamptz not null, last_at timestamptz not null, last_call_id uuid not null, message_call_id uuid,
  agent_id uuid, queue_id uuid, department_id uuid,
  closed_at timestamptz, reached_call_id uuid, closed_by_id uuid, version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, closed_by_id) references users (tenant_id, id) on delete set null (closed_by_id)
);
create unique index missed_calls_open on missed_calls (tenant_id, number) where closed_at is null;
create index missed_calls_in_order on missed_calls (tenant_id, (closed_at is null), last_at, id);
call bahu_protect('missed_calls');

-- Whether nobody has served the caller: also who has talked with somebody and left a message afterwards waits for a call. Callers whom a list or a
-- suspended company refuses (cause 21), or who dialled what leads nowhere, wait for none; for lack of lines (34) they do.
create function bahu_is_missed(direction text, answered_at timestamptz, outcome text, cause int) returns boolean language sql immutable as $$
  select direction = 'inbound' and (outcome = 'voicemail'
    or answered_at is null and outcome <> 'invalid-number' and (outcome <> 'refused' or coalesce(cause, 0) = 34))
$$;

-- Tells other systems, for which a further try is no event, and the screens.
create procedure bahu_tell_missed_call(event text, id uuid) language plpgsql as $$
begin
  -- Whoever writes rows without being a tenant tells nobody.
  if bahu_tenant() is null then return; end if;
  perform bahu_emit(event, id);
  perform bahu_add_job('missed-call.tell', jsonb_build_object('id', id), 'missed-call:' || id);
end $$;

-- The end of a call with a number, once however often the engine writes it: `calls` takes an end once. Done before the commit, when its legs are there.
create function bahu_note_missed_call() returns trigger language plpgsql as $$
declare
  noted record;
  rung uuid;
begin
  if not bahu_is_missed(new.direction, new.answered_at, new.outcome, new.cause) then
    if new.answered_at is null then return null; end if;
    update missed_calls m set closed_at = new.ended_at, reached_call_id = new.id, version = version + 1
    where m.tenant_id = new.tenant_id and m.number = new.number and m.closed_at is null and m.last_at <= new.ended_at
    returning m.id into noted;
    if found then call bahu_tell_missed_call('missed-call.closed', noted.id); end if;
    return null;
  end if;
  -- An end that comes late, from the journal: they may have been reached since.
  if new.ended_at < now() - interval '1 minute' and exists (
    select from calls c where c.tenant_id = new.tenant_id and c.number = new.number and c.started_at > new.started_at and c.direction <> 'internal'
      and c.ended_at is not null and c.answered_at is not null and c.outcome <> 'voicemail'
  ) then return null; end if;
  -- Where it rang last; at several at once it was nobody's in particular.
  select case when count(distinct l.agent_id) = 1 then (array_agg(l.agent_id))[1] end into rung
  from call_legs l where l.tenant_id = new.tenant_id and l.call_id = new.id and l.agent_id is not null
    and l.started_at = (select max(o.started_at) from call_legs o where o.tenant_id = new.tenant_id and o.call_id = new.id and o.agent_id is not null);
  -- A try that came neither to a queue nor to an agent leaves the record with whom it was.
  insert into missed_calls as m (tenant_id, number, first_at, last_at, last_call_id, message_call_id, agent_id, queue_id, department_id)
  values (new.tenant_id, new.number, new.started_at, new.started_at, new.id, case when new.outcome = 'voicemail' then new.id end,
    coalesce(rung, new.agent_id), new.queue_id, new.department_id)
  on conflict (tenant_id, number) where closed_at is null do update set
    tries = m.tries + 1, version = m.version + 1, first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at),
    message_call_id = coalesce(excluded.message_call_id, m.message_call_id),
    last_call_id = case when excluded.last_at < m.last_at then m.last_call_id else excluded.last_call_id end,
    (agent_id, queue_id, department_id) = (
      select w.agent_id, w.queue_id, w.department_id
      from (values (excluded.agent_id, excluded.queue_id, excluded.department_id, true), (m.agent_id, m.queue_id, m.department_id, false)) as w (agent_id, queue_id, department_id, is_new)
      where w.is_new = (excluded.last_at >= m.last_at and (excluded.agent_id is not null or excluded.queue_id is not null)))
  returning m.id, m.tries into noted;
  -- Whoever has seen an earlier try is reminded of this one.
  if noted.tries > 1 then delete from todo_reads r where r.tenant_id = new.tenant_id and r.kind = 'missed-call' and r.record_id = noted.id; end if;
  call bahu_tell_missed_call(case when noted.tries = 1 then 'missed-call.opened' end, noted.id);
  return null;
end $$;
create constraint trigger note_missed_call_of_new after insert on calls deferrable initially deferred for each row
  when (new.ended_at is not null and new.direction <> 'internal' and new.number <> '') execute function bahu_note_missed_call();
create constraint trigger note_missed_call after update of ended_at on calls deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null and new.direction <> 'internal' and new.number <> '') execute function bahu_note_missed_call();

call bahu_grant('missed-call.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('missed-call.close', array['agent', 'leader', 'supervisor', 'administrator']);
