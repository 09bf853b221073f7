-- Facts carry ids in place of names. A name of before becomes an id where it is told whose it is: an agent by the phone that rang in this call, or by
-- a name that one of its agents has; queues by a name that one queue of the call has, else, as menus, one of the tenant. Any other stays as it was
-- written: who bears a name now need not be who bore it then, and is not put into a call that they never had.
create temp table said (tenant_id uuid, call_id uuid, kind text, name text, id uuid);

alter table call_legs no force row level security;
alter table call_events no force row level security;
alter table call_segments no force row level security;
alter table agents no force row level security;
alter table users no force row level security;
alter table queues no force row level security;
alter table menus no force row level security;

insert into said select tenant_id, call_id, 'extension', number, min(agent_id::text)::uuid
from call_legs where agent_id is not null group by tenant_id, call_id, number having count(distinct agent_id) = 1;
insert into said select l.tenant_id, l.call_id, 'of-call', u.name, min(l.agent_id::text)::uuid
from call_legs l join agents a on a.tenant_id = l.tenant_id and a.id = l.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
group by l.tenant_id, l.call_id, u.name having count(distinct l.agent_id) = 1;
insert into said select s.tenant_id, s.call_id, 'queue', q.name, min(s.queue_id::text)::uuid
from call_segments s join queues q on q.tenant_id = s.tenant_id and q.id = s.queue_id group by s.tenant_id, s.call_id, q.name having count(distinct s.queue_id) = 1;
-- Of the whole tenant, under a call that is none.
insert into said select tenant_id, '00000000-0000-0000-0000-000000000000', 'queue', name, min(id::text)::uuid from queues group by tenant_id, name having count(*) = 1;
insert into said select tenant_id, '00000000-0000-0000-0000-000000000000', 'menu', name, min(id::text)::uuid from menus group by tenant_id, name having count(*) = 1;
create index on said (tenant_id, kind, name, call_id);
analyze said;

create function pg_temp.whose(tenant uuid, call uuid, said_as text, what text) returns uuid language plpgsql as $$
begin
  return (select id from said where tenant_id = tenant and kind = what and name = said_as and call_id = call);
end $$;
create function pg_temp.with_ids(tenant uuid, call uuid, data jsonb) returns jsonb language plpgsql as $$
declare
  whole constant uuid := '00000000-0000-0000-0000-000000000000';
  field record;
  said_as text;
  found uuid;
  key text;
begin
  for field in select * from (values ('agent', 'agentId'), ('by', 'byAgentId'), ('from', 'fromAgentId'), ('supervisor', null), ('queue', 'queueId'), ('menu', 'menuId')) f (name, id) loop
    said_as := data ->> field.name;
    continue when said_as is null;
    if said_as = '' then
      data := data - field.name;
      continue;
    end if;
    key := field.id;
    found := case field.name
      when 'queue' then coalesce(pg_temp.whose(tenant, call, said_as, 'queue'), pg_temp.whose(tenant, whole, said_as, 'queue'))
      when 'menu' then pg_temp.whose(tenant, whole, said_as, 'menu')
      -- A supervisor has no leg that was kept.
      when 'supervisor' then null
      else coalesce(
        case when field.name = 'agent' and data ? 'extension' then pg_temp.whose(tenant, call, data ->> 'extension', 'extension') end,
        pg_temp.whose(tenant, call, said_as, 'of-call'))
    end;
    -- Whom a call was given to was written as an agent, also where it was a queue or a menu.
    if found is null and field.name = 'agent' and data ? 'number' then
      found := coalesce(pg_temp.whose(tenant, call, said_as, 'queue'), pg_temp.whose(tenant, whole, said_as, 'queue'));
      key := 'queueId';
      if found is null then
        found := pg_temp.whose(tenant, whole, said_as, 'menu');
        key := 'menuId';
      end if;
    end if;
    if found is not null then data := data - field.name || jsonb_build_object(key, found); end if;
  end loop;
  return case when data ->> 'number' = '' and data ?| array['agent', 'agentId', 'queueId', 'menuId'] then data - 'number' else data end;
end $$;
update call_events set data = pg_temp.with_ids(tenant_id, call_id, data)
where data ?| array['agent', 'by', 'from', 'supervisor', 'queue', 'menu'];

alter table call_legs force row level security;
alter table call_events force row level security;
alter table call_segments force row level security;
alter table agents force row level security;
alter table users force row level security;
alter table queues force row level security;
alter table menus force row level security;
drop table said;

-- The after-call work of an agent belongs to their last stay in the call: it is known when it is over, which may be long after the call's end.
alter table call_segments add column wrap_up_ms int not null default 0;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(before, $q$  if jsonb_array_length(batch -> 'sounds') = 0 then return; end if;$q$, $q$  -- Said by the times alone, so that a batch that comes twice changes nothing.
  if batch -> 'states' @> '[{"activity": "wrap-up"}]' then
    update call_segments g set wrap_up_ms = greatest(0, round(extract(epoch from s.ended_at - s.started_at) * 1000))
    from jsonb_populate_recordset(null::bahu_agent_state, batch -> 'states') s
    where s.activity = 'wrap-up' and s.ended_at is not null and g.tenant_id = tenant and g.call_id = s.call_id and g.agent_id = s.agent_id
      and g.seq = (select max(o.seq) from call_segments o where o.tenant_id = tenant and o.call_id = s.call_id and o.agent_id = s.agent_id and o.ended_at <= s.started_at);
  end if;

  if jsonb_array_length(batch -> 'sounds') = 0 then return; end if;$q$);
begin
  if after = before then raise exception 'bahu_engine_commit has another shape'; end if;
  execute after;
end $$;
