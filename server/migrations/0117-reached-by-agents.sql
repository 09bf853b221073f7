-- Behind 0115, whose rule it is. Who was answered by a number outside alone, where a queue sent them on, has talked with nobody of the company: they still wait.
create function bahu_had_agent(tenant uuid, call uuid, agent uuid, answered_at timestamptz) returns boolean language sql stable as $$
  select answered_at is not null and (agent is not null or exists (
    select from call_segments s where s.tenant_id = tenant and s.call_id = call and s.kind = 'agent' and s.answered_at is not null))
$$;

-- The end of a call with a number, once however often the engine writes it: `calls` takes an end once. Done before the commit, when its legs are there.
create or replace function bahu_note_missed_call() returns trigger language plpgsql as $$
declare
  noted record;
  rung uuid;
begin
  if not bahu_is_missed(new.direction, new.answered_at, new.outcome, new.cause) then
    if not bahu_had_agent(new.tenant_id, new.id, new.agent_id, new.answered_at) then return null; end if;
    update missed_calls m set closed_at = new.ended_at, reached_call_id = new.id, version = version + 1
    where m.tenant_id = new.tenant_id and m.number = new.number and m.closed_at is null and m.last_at <= new.ended_at
    returning m.id into noted;
    if found then call bahu_tell_missed_call('missed-call.closed', noted.id); end if;
    return null;
  end if;
  -- An end that comes late, from the journal: they may have been reached since.
  if new.ended_at < now() - interval '1 minute' and exists (
    select from calls c where c.tenant_id = new.tenant_id and c.number = new.number and c.started_at > new.started_at and c.direction <> 'internal'
      and c.ended_at is not null and bahu_had_agent(c.tenant_id, c.id, c.agent_id, c.answered_at) and c.outcome <> 'voicemail'
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
