-- Messages of callers (留言): in whose box each is, and what has become of it. Its id is its call's; whose it is may change, so nothing of that refers to
-- another table. One that was taken out of its box is kept, like its call.
create table voicemails (
  tenant_id uuid not null references tenants, id uuid not null, number text not null, agent_id uuid, queue_id uuid, department_id uuid, missed_call_id uuid,
  left_at timestamptz not null, seconds double precision not null, heard_at timestamptz, heard_by_id uuid, note text not null default '',
  forwarded_by_id uuid, deleted_at timestamptz, version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, heard_by_id) references users (tenant_id, id) on delete set null (heard_by_id),
  foreign key (tenant_id, forwarded_by_id) references users (tenant_id, id) on delete set null (forwarded_by_id)
);
create index voicemails_in_order on voicemails (tenant_id, (heard_at is null), left_at, id) where deleted_at is null;
create index voicemails_of_agent on voicemails (tenant_id, agent_id) where deleted_at is null;
create index voicemails_of_queue on voicemails (tenant_id, queue_id) where deleted_at is null;

-- Those that callers left at the end of a queue before there were boxes.
alter table calls no force row level security;
alter table recordings no force row level security;
alter table missed_calls no force row level security;
insert into voicemails (tenant_id, id, number, queue_id, department_id, missed_call_id, left_at, seconds)
select c.tenant_id, c.id, c.number, c.queue_id, c.department_id,
  (select m.id from missed_calls m where m.tenant_id = c.tenant_id and m.number = c.number and m.first_at <= c.started_at and m.last_at >= c.started_at
    order by m.last_at desc, m.id desc limit 1),
  c.ended_at, x.seconds
from recordings x join calls c on c.tenant_id = x.tenant_id and c.id = x.call_id
where x.kind = 'voicemail' and x.status in ('ready', 'incomplete') and x.seconds is not null and c.ended_at is not null;
alter table calls force row level security;
alter table recordings force row level security;
alter table missed_calls force row level security;
call bahu_protect('voicemails');

-- Behind 0117, whose rule it is. Who has left a message for an agent is theirs to call back, wherever it rang.
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
  rung := coalesce((select s.agent_id from call_segments s
    where s.tenant_id = new.tenant_id and s.call_id = new.id and s.kind = 'voicemail' and s.agent_id is not null order by s.seq desc limit 1), rung);
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

call bahu_grant('voicemail.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('voicemail.handle', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('voicemail.delete', array['agent', 'leader', 'supervisor', 'administrator']);
