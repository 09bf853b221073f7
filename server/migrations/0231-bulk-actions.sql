-- Actions on many customers at once (批量操作, SPEC C3, C7) are background jobs. Which customers an action is for is written down as it begins, in the order of
-- the list: so that what it changes never moves the query away below it, and a job that is killed goes on behind its last batch. No references, which
-- would be checked row by row: the job removes them as it ends.
alter table background_jobs drop constraint background_jobs_kind_check;
alter table background_jobs add constraint background_jobs_kind_check check (kind in ('import', 'export', 'bulk-delete', 'bulk-assign', 'bulk-change'));
create table bulk_targets (
  tenant_id uuid not null references tenants, job_id uuid not null, place int not null, record_id uuid not null,
  primary key (tenant_id, job_id, place)
);
call bahu_protect('bulk_targets');

call bahu_grant('customer.assign', array['leader', 'supervisor', 'administrator']);
