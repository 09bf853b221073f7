-- Facts carry ids in place of names. A name of before becomes an id where it is told whose it is: an agent by the phone that rang, or by a name
-- that one agent of the call, else of the tenant, has; queues and menus by a name that one of them has. Any other stays as it was written.
create temp table said (tenant_id uuid, call_id uuid, kind text, name text, id uuid);

alter table call_legs no force row level security;
alter table call_events no force row level security;
alter table agents no force row level security;
alter table users no force row level security;
alter table queues no force row level security;
alter table menus no force row level security;

insert into said select tenant_id, call_id, 'extension', number, min(agent_id::text)::uuid
from call_legs where agent_id is not null group by tenant_id, call_id, number having count(distinct agent_id) = 1;
insert into said select l.tenant_id, l.call_id, 'of-call', u.name, min(l.agent_id::text)::uuid
from call_legs l join agents a on a.tenant_id = l.tenant_id and a.id = l.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
group by l.tenant_id, l.call_id, u.name having count(distinct l.agent_id) = 1;
insert into said select a.tenant_id, null, 'agent', u.name, min(a.id::text)::uuid
from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id group by a.tenant_id, u.name having count(*) = 1;
insert into said select tenant_id, null, 'queue', name, min(id::text)::uuid from queues group by tenant_id, name having count(*) = 1;
insert into said select tenant_id, null, 'menu', name, min(id::text)::uuid from menus group by tenant_id, name having count(*) = 1;
create index on said (tenant_id, kind, name, call_id);
analyze said;

create function pg_temp.whose(tenant uuid, call uuid, said_as text, what text) returns uuid language sql as $$
  select id from said where tenant_id = tenant and kind = what and name = said_as and call_id is not distinct from call
$$;
create function pg_temp.with_ids(tenant uuid, call uuid, data jsonb) returns jsonb language plpgsql as $$
declare
  field record;
  said_as text;
  found uuid;
  key text;
begin
  for field in select * from (values ('agent', 'agentId'), ('by', 'byAgentId'), ('from', 'fromAgentId'), ('supervisor', 'supervisorId'), ('queue', 'queueId'), ('menu', 'menuId')) f (name, id) loop
    said_as := data ->> field.name;
    continue when said_as is null;
    if said_as = '' then
      data := data - field.name;
      continue;
    end if;
    key := field.id;
    if field.name in ('queue', 'menu') then
      found := pg_temp.whose(tenant, null, said_as, field.name);
    else
      found := coalesce(
        case when field.name = 'agent' and data ? 'extension' then pg_temp.whose(tenant, call, data ->> 'extension', 'extension') end,
        pg_temp.whose(tenant, call, said_as, 'of-call'), pg_temp.whose(tenant, null, said_as, 'agent'));
      -- Whom a call was given to was written as an agent, also where it was a queue or a menu.
      if found is null and field.name = 'agent' and data ? 'number' then
        found := pg_temp.whose(tenant, null, said_as, 'queue');
        key := 'queueId';
        if found is null then
          found := pg_temp.whose(tenant, null, said_as, 'menu');
          key := 'menuId';
        end if;
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
