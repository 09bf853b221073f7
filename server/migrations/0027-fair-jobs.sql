-- Jobs take turns: the n-th job that a tenant has waiting stands beside the n-th of every other tenant, however many more there are behind it.

-- The tenant's waiting jobs of a kind are counted when another one comes.
create index if not exists bahu_jobs_of_tenant on graphile_worker._private_jobs ((payload ->> 'tenantId'), task_id) where locked_at is null;

drop function bahu_add_job(text, jsonb, text, timestamptz, int);
-- `line`: jobs of the same line of a tenant are done one after the other, so that one tenant never holds all places of a runner.
create function bahu_add_job(task text, payload jsonb, key text default null, run_at timestamptz default null, attempts int default null, line text default null)
returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  tenant constant text := bahu_tenant()::text;
  turn int;
begin
  if tenant is null then raise exception 'a job needs the tenant of the transaction'; end if;
  select count(*) into turn from (
    select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = task and j.payload ->> 'tenantId' = tenant and j.locked_at is null limit 1000
  ) as waiting;
  perform graphile_worker.add_job(task, json_build_object('tenantId', tenant, 'payload', payload), queue_name => tenant || ':' || line, run_at => run_at,
    max_attempts => attempts, job_key => tenant || ':' || key, priority => turn);
end $$;
revoke execute on function bahu_add_job from public;
grant execute on function bahu_add_job to bahu_app;

-- How many jobs of people wait or run, for the limits of a user and a tenant.
create index background_jobs_open on background_jobs (tenant_id, user_id) where state in ('waiting', 'running');

-- Six lines for the addresses of a tenant, of which the first six have one each: twenty that never answer must not take all places of the runner.
create or replace function bahu_add_delivery(webhook uuid, delivery uuid, run_at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  line int;
begin
  if bahu_tenant() is null then raise exception 'a notice needs the tenant of the transaction'; end if;
  select count(*) % 6 into line from webhooks w join webhooks mine on (w.created_at, w.id) < (mine.created_at, mine.id)
  where mine.tenant_id = bahu_tenant() and mine.id = webhook and w.tenant_id = bahu_tenant();
  perform graphile_worker.add_job('webhook.deliver', json_build_object('tenantId', bahu_tenant(), 'payload', json_build_object('id', delivery)),
    queue_name => 'webhook:' || bahu_tenant() || ':' || line, run_at => run_at, job_key => bahu_tenant()::text || ':webhook:' || delivery);
end $$;
