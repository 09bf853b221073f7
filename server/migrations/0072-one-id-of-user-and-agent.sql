-- A user and the agent that they are have one id. The agent's stays: the calls that are up, the names of phones at the media server, and millions of
-- records know it. The user takes it wherever their own stood; ids are unique, so that one cannot be taken for anything else.
create temp table one_ids on commit drop as select user_id as old, id as new from agents where false;
create temp table users_keys on commit drop as
select conname as name, conrelid::regclass as of_table, pg_get_constraintdef(oid) as definition,
  (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[array_upper(conkey, 1)]) as of_column
from pg_constraint where contype = 'f' and confrelid = 'users'::regclass;

create function pg_temp.with_one_id(said text) returns text language plpgsql as $$
declare one record;
begin
  for one in
    select i.old::text, i.new::text
    from (select distinct m[1]::uuid as id from regexp_matches(said, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') m) f join one_ids i on i.old = f.id
  loop
    said := replace(said, one.old, one.new);
  end loop;
  return said;
end $$;

-- What was sealed and hashed for the id of before can only be opened with it, and the key to seal it anew is not in the database.
alter table second_factors add column sealed_for uuid;

do $$
declare
  place record;
  forced regclass[] := array(select oid::regclass from pg_class where relforcerowsecurity and not relispartition and relnamespace = 'public'::regnamespace);
  named regclass;
begin
  foreach named in array forced loop execute format('alter table %s no force row level security', named); end loop;
  insert into one_ids select user_id, id from agents where user_id <> id;
  create unique index on one_ids (old);
  analyze one_ids;
  update second_factors set sealed_for = user_id;

  for place in select * from users_keys loop execute format('alter table %s drop constraint %I', place.of_table, place.name); end loop;
  for place in
    select of_table::text, of_column::text from users_keys where of_table <> 'agents'::regclass
    union all values ('users', 'id'), ('sign_ins', 'user_id'), ('audit_rows', 'actor_id'), ('idempotent_requests', 'holder_id'), ('import_rows', 'record_id'),
      ('import_changes', 'record_id'), ('webhook_deliveries', 'record_id')
  loop
    execute format('update %1$I t set %2$I = i.new from one_ids i where t.%2$I = i.old', place.of_table, place.of_column);
  end loop;
  update announcements set user_ids = array(select coalesce(i.new, u.id) from unnest(user_ids) with ordinality u (id, n) left join one_ids i on i.old = u.id order by u.n)
  where user_ids && array(select old from one_ids);
  update sign_in_tries t set account = i.new::text from one_ids i where t.account = i.old::text;
  update audit_rows t set record_id = i.new::text from one_ids i where t.record_id = i.old::text;

  -- In texts and JSON: what users were and became, saved filters, who began a job, staged sheets of users, replies that are kept, what is yet to be sent.
  for place in
    select * from (values ('audit_rows', 'before', 'jsonb'), ('audit_rows', 'after', 'jsonb'), ('list_views', 'search', 'jsonb'), ('background_jobs', 'starter', 'jsonb'),
      ('background_jobs', 'input', 'jsonb'), ('background_jobs', 'result', 'jsonb'), ('background_jobs', 'reach', 'jsonb'), ('import_changes', 'before', 'jsonb'), ('imports', 'choices', 'jsonb'),
      ('imports', 'questions', 'jsonb'),
      ('import_rows', 'data', 'text'), ('idempotent_requests', 'reach', 'jsonb'), ('idempotent_requests', 'body', 'text'), ('webhook_deliveries', 'payload', 'jsonb'),
      ('outbox', 'payload', 'jsonb')) p (of_table, of_column, type)
  loop
    execute format('update %1$I t set %2$I = w.said::%3$s from (select ctid as place, pg_temp.with_one_id(%2$I::text) as said from %1$I where %2$I::text ~ %4$L) w
      where t.ctid = w.place and w.said <> t.%2$I::text', place.of_table, place.of_column, place.type, '[0-9a-f]{8}-[0-9a-f]{4}-');
  end loop;
  -- The agents that are at work: who they are stands in the row's id.
  update live_state set state = state - 'userId' where kind = 'agent' and state ? 'userId';

  alter table agents drop column user_id, add foreign key (tenant_id, id) references users (tenant_id, id);
  for place in select * from users_keys where of_table <> 'agents'::regclass loop
    execute format('alter table %s add constraint %I %s', place.of_table, place.name, place.definition);
  end loop;
  alter table second_factors alter column sealed_for set not null;
  foreach named in array forced loop execute format('alter table %s force row level security', named); end loop;
end $$;
