-- What is kept of one person is given out (导出个人信息) or erased (清除个人信息). The row is written before anything is erased, and is what stays: when, by whom, how much of what, and
-- nothing of the person. `person` is whose rows they are (ids and numbers), and `files` what is left to remove from storage: both are gone when it is done.
create table erasures (
  tenant_id uuid not null references tenants, id uuid not null, customer_id uuid not null, job_id uuid not null, by_id uuid not null, by_name text not null, reason text not null default '',
  requested_at timestamptz not null default now(), ended_at timestamptz, counts jsonb not null default '{}', removed_files int not null default 0,
  person jsonb, files jsonb not null default '[]',
  primary key (tenant_id, id)
);
create index erasures_in_order on erasures (tenant_id, requested_at desc, id desc);
create unique index erasures_by_job on erasures (tenant_id, job_id);
call bahu_protect('erasures');

alter table background_jobs drop constraint background_jobs_kind_check;
alter table background_jobs add constraint background_jobs_kind_check
  check (kind in ('import', 'export', 'bulk-delete', 'bulk-assign', 'bulk-change', 'bulk-lock', 'bulk-unlock', 'bulk-take', 'bulk-give-back', 'person-export', 'person-erase'));

-- The audit log stays as it is but for what it says of a person whose erasure has begun: that somebody did something at that moment remains. Nobody else can change a row of it.
create function bahu_erase_audit(erasure uuid, names text[]) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted record;
  erased bigint;
begin
  select array(select jsonb_array_elements_text(e.person -> 'recordIds')) as ids, array(select jsonb_array_elements_text(e.person -> 'numbers')) as numbers
    into wanted from erasures e where e.tenant_id = bahu_tenant() and e.id = erasure and e.ended_at is null;
  if not found then return 0; end if;
  with gone as (
    update audit_rows a set record_name = null, before = null, after = null
    where a.tenant_id = bahu_tenant() and (a.record_name is not null or a.before is not null or a.after is not null)
      and (a.record_id = any(wanted.ids) or a.action = 'call.dial' and a.after ->> 'phone' = any(wanted.numbers))
    returning 1),
  -- Of an action on many, the names of the others stay.
  left_out as (
    update audit_rows a set after = jsonb_set(a.after, '{names}', (select coalesce(jsonb_agg(n), '[]') from jsonb_array_elements(a.after -> 'names') n where n #>> '{}' <> all (names)))
    where a.tenant_id = bahu_tenant() and a.action in ('customer.delete-many', 'customer.assign-many', 'customer.change-many') and a.record_id is null
      and jsonb_typeof(a.after -> 'names') = 'array' and jsonb_exists_any(a.after -> 'names', names)
    returning 1)
  select (select count(*) from gone) + (select count(*) from left_out) into erased;
  return erased;
end $$;
revoke all on function bahu_erase_audit(uuid, text[]) from public;
grant execute on function bahu_erase_audit(uuid, text[]) to bahu_app;

-- Numbers that callers withheld, which nobody reads, of the calls of such a person.
create function bahu_erase_withheld(erasure uuid) returns bigint language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from kept.withheld_numbers w using erasures e
    where e.tenant_id = bahu_tenant() and e.id = erasure and e.ended_at is null and w.tenant_id = e.tenant_id
      and w.call_id in (select (jsonb_array_elements_text(e.person -> 'callIds'))::uuid)
    returning 1)
  select count(*) from gone
$$;
revoke all on function bahu_erase_withheld(uuid) from public;
grant execute on function bahu_erase_withheld(uuid) to bahu_app;

-- They are all that the role of such functions may change of both.
grant update (record_name, before, after) on audit_rows to bahu_definer;
grant usage on schema kept to bahu_definer;
grant select, delete on kept.withheld_numbers to bahu_definer;

call bahu_grant('personal-data.export', array['administrator']);
call bahu_grant('personal-data.erase', array['administrator']);
