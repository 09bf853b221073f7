-- Jobs are enqueued inside the business transaction, under its tenant: the function fills the tenant in, so that no caller can name another.
-- It runs as the owner because the queue's own tables are closed to the application role.
create function bahu_add_job(task text, payload jsonb, key text default null, run_at timestamptz default null, attempts int default null)
returns void language plpgsql security definer set search_path = public as $$
begin
  if bahu_tenant() is null then raise exception 'a job needs the tenant of the transaction'; end if;
  perform graphile_worker.add_job(task, json_build_object('tenantId', bahu_tenant(), 'payload', payload), run_at => run_at, max_attempts => attempts,
    job_key => case when key is null then null else bahu_tenant()::text || ':' || key end);
end $$;
revoke execute on function bahu_add_job from public;
grant execute on function bahu_add_job to bahu_app;
