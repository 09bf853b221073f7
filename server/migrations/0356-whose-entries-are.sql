-- What the audit log says of a record that is a customer's (a follow-up, a deal, a contact) is found by the customer when the record is gone: an erasure reaches it.
alter table audit_rows add column about_id uuid;

-- As before (0331-personal-data.sql), with those, and with the names in every action on many.
create or replace function bahu_erase_audit(erasure uuid, names text[]) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted record;
  erased bigint;
begin
  select array(select jsonb_array_elements_text(e.person -> 'recordIds')) as ids, array(select jsonb_array_elements_text(e.person -> 'numbers')) as numbers,
      array(select (jsonb_array_elements_text(e.person -> 'customerIds'))::uuid) as customers
    into wanted from erasures e where e.tenant_id = bahu_tenant() and e.id = erasure and e.ended_at is null;
  if not found then return 0; end if;
  with gone as (
    update audit_rows a set record_name = null, before = null, after = null
    where a.tenant_id = bahu_tenant() and (a.record_name is not null or a.before is not null or a.after is not null)
      and (a.record_id = any(wanted.ids) or a.about_id = any(wanted.customers) or a.action = 'call.dial' and a.after ->> 'phone' = any(wanted.numbers))
    returning 1),
  -- Of an action on many, the names of the others stay.
  left_out as (
    update audit_rows a set after = jsonb_set(a.after, '{names}', (select coalesce(jsonb_agg(n), '[]') from jsonb_array_elements(a.after -> 'names') n where n #>> '{}' <> all (names)))
    where a.tenant_id = bahu_tenant() and a.record_type = 'customer' and a.record_id is null
      and jsonb_typeof(a.after -> 'names') = 'array' and jsonb_exists_any(a.after -> 'names', names)
    returning 1)
  select (select count(*) from gone) + (select count(*) from left_out) into erased;
  return erased;
end $$;
