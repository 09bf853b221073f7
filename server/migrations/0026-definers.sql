-- Functions that run with more rights than their caller. Three locks, each enough by itself: they belong to a role that is no superuser,
-- their search path is fixed with pg_temp at its end, and the application's role can make no temporary objects that could stand in for ours.

do $$
begin
  create role bahu_definer nologin nosuperuser nobypassrls nocreatedb nocreaterole;
exception when duplicate_object then null; -- another database of this server has made it
end $$;

-- Lets definer functions read a table by the index: the policy of bahu_protect() keeps operators that are not leakproof away from one.
-- Such a function names the tenant itself.
create procedure bahu_open_to_definers(target regclass) language plpgsql as $$
begin
  execute format('grant select on %s to bahu_definer', target);
  execute format('create policy definers on %s for select to bahu_definer using (true)', target);
end $$;
call bahu_open_to_definers('customers');
call bahu_open_to_definers('calls');
call bahu_open_to_definers('audit_rows');
grant select, insert on tenants to bahu_definer;

-- Run after the migrations at each start: what later migrations create is closed as well, and a restored or cloned database, which brings no
-- privileges of its own along. An owner who is no superuser (a managed server) keeps the functions: they have no more rights than they need then.
create procedure bahu_close_definers() language plpgsql as $$
declare
  path constant text := 'search_path=pg_catalog, public, pg_temp';
  found record;
begin
  execute format('revoke create, temporary on database %I from public', current_database());
  revoke create on schema public from public;
  -- By oid: a name is looked up before the filters of other schemas are applied, whenever the plan has it so.
  for found in select c.oid::regclass::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace and p.polname = 'tenant' and not has_table_privilege('bahu_definer', c.oid, 'select') loop
    execute format('grant select on %s to bahu_definer', found.name);
  end loop;
  for found in select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and not coalesce(p.proconfig @> array[path], false) loop
    execute format('alter routine %s set search_path = pg_catalog, public, pg_temp', found.signature);
  end loop;
  if not (select rolsuper from pg_roles where rolname = current_user) then return; end if;
  grant usage on schema public, graphile_worker to bahu_definer;
  grant execute on all functions in schema graphile_worker to bahu_definer;
  for found in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relname in ('_private_jobs', '_private_tasks', '_private_job_queues', 'jobs')
    and not has_table_privilege('bahu_definer', c.oid, 'insert') loop
    execute format('grant select, insert, update, delete on graphile_worker.%I to bahu_definer', found.relname);
  end loop;
  for found in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity and c.relname like '\_private\_%'
    and not exists (select from pg_policies where schemaname = 'graphile_worker' and tablename = c.relname and policyname = 'definers') loop
    execute format('create policy definers on graphile_worker.%I to bahu_definer using (true) with check (true)', found.relname);
  end loop;
  for found in select p.oid::regprocedure::text as signature from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proowner <> 'bahu_definer'::regrole loop
    execute format('alter routine %s owner to bahu_definer', found.signature);
  end loop;
end $$;
