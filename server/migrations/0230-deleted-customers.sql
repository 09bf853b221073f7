-- Deleted customers (回收站, SPEC C3): a row of a table of its own for 30 days, whole, so that no query of the living has to leave them out. Their numbers are
-- nobody's from then on; calls and follow-ups keep the id, and with it their history.
create table deleted_customers (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, phone text not null, owner_id uuid, department_id uuid,
  -- The row of `customers` but for `fields`, which stand beside it so that their files are known to be in use, and for what is computed from it.
  record jsonb not null, fields jsonb not null, numbers jsonb not null,
  deleted_at timestamptz not null default now(), deleted_by_id uuid, deleted_by_name text not null,
  primary key (tenant_id, id)
);
create index deleted_customers_by_time on deleted_customers (tenant_id, deleted_at desc, id desc);
create index deleted_customers_by_owner on deleted_customers (tenant_id, owner_id, deleted_at desc, id desc);
create index deleted_customers_by_department on deleted_customers (tenant_id, department_id, deleted_at desc, id desc);
call bahu_protect('deleted_customers');

-- They refer to a customer who may stand in either table. Who removes one for good tells them (`customer.purged`).
alter table follow_ups drop constraint follow_ups_tenant_id_customer_id_fkey;
alter table local_recordings drop constraint local_recordings_tenant_id_customer_id_fkey;

-- Moves customers, whom the caller holds, to the deleted ones.
create function bahu_delete_customers(ids uuid[], by_id uuid, by_name text) returns bigint language sql volatile as $$
  with gone as (delete from customers c where c.tenant_id = bahu_tenant() and c.id = any(ids) returning c.*),
  kept as (
    insert into deleted_customers (tenant_id, id, name, phone, owner_id, department_id, record, fields, numbers, deleted_by_id, deleted_by_name)
    select g.tenant_id, g.id, g.name, g.phone, g.owner_id, g.department_id,
      to_jsonb(g) - 'fields' - 'field_keys' - array(select a.attname::text from pg_attribute a where a.attrelid = 'customers'::regclass and a.attgenerated <> ''),
      g.fields,
      (select jsonb_agg(to_jsonb(n) - 'number_grams' order by n.is_primary desc, n.position, n.id)
        from customer_numbers n where n.tenant_id = g.tenant_id and n.customer_id = g.id),
      by_id, by_name
    from gone g returning 1)
  select count(*) from kept
$$;

-- Puts one back as it was, with the department that its agent has by now, of nobody when the agent is gone. Columns that are newer than the row begin with their
-- defaults. Numbers that somebody has by now are refused by the index of numbers; where `marks`, they are marked as duplicates instead.
create function bahu_restore_customer(customer uuid, marks boolean) returns boolean language plpgsql volatile as $$
declare
  gone deleted_customers;
  whole jsonb;
  names text;
  reference record;
  is_there boolean;
begin
  delete from deleted_customers d where d.tenant_id = bahu_tenant() and d.id = customer returning * into gone;
  if not found then return false; end if;
  whole := gone.record || jsonb_build_object('fields', gone.fields, 'version', (gone.record ->> 'version')::int + 1, 'updated_at', now());
  if gone.owner_id is not null then
    whole := whole || coalesce(
      (select jsonb_build_object('department_id', u.department_id) from agents a join users u on u.tenant_id = a.tenant_id and u.id = a.id
        where a.tenant_id = gone.tenant_id and a.id = gone.owner_id),
      '{"owner_id": null, "department_id": null}');
  end if;
  whole := whole || (
    select coalesce(jsonb_build_object('remind_at', f.remind_at, 'reminder_id', f.id, 'reminder_author_id', f.agent_id), '{}')
    from (select 1) one left join lateral (
      select * from follow_ups f where f.tenant_id = gone.tenant_id and f.customer_id = gone.id order by f.created_at desc, f.id desc limit 1) f on true);
  -- What it refers to beside its agent may be gone meanwhile.
  for reference in
    select c.confrelid::regclass as target, a.attname as own, b.attname as id from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2] join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[2]
    where c.conrelid = 'customers'::regclass and c.contype = 'f' and cardinality(c.conkey) = 2
  loop
    execute format('select exists (select from %s t where t.tenant_id = $1 and t.%I = ($2)::uuid)', reference.target, reference.id)
      into is_there using gone.tenant_id, whole ->> reference.own;
    if not is_there then whole := whole || jsonb_build_object(reference.own, null); end if;
  end loop;
  if marks then whole := whole || '{"is_duplicate": true}'; end if;
  select string_agg(quote_ident(a.attname), ', ') into names from pg_attribute a
    where a.attrelid = 'customers'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and whole ? a.attname;
  -- Its trigger writes the primary number.
  execute format('insert into customers (%1$s) select %1$s from jsonb_populate_record(null::customers, $1)', names) using whole;
  update customer_numbers n set label = o.label from jsonb_populate_recordset(null::customer_numbers, gone.numbers) o
    where n.tenant_id = gone.tenant_id and n.id = gone.id and o.id = n.id;
  select string_agg(quote_ident(a.attname), ', ') into names from pg_attribute a
    where a.attrelid = 'customer_numbers'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and gone.numbers -> 0 ? a.attname;
  execute format('insert into customer_numbers (%1$s) select %1$s from jsonb_populate_recordset(null::customer_numbers, $1) where not is_primary', names)
    using case when marks then (select jsonb_agg(o || '{"is_duplicate": true}') from jsonb_array_elements(gone.numbers) o) else gone.numbers end;
  -- As with every number of whoever may not be told: the same statements for one that is free and one that is taken.
  if marks then
    update customer_numbers n set is_duplicate = false where n.tenant_id = gone.tenant_id and n.customer_id = gone.id and not n.is_primary and not exists (
      select from customer_numbers o where o.tenant_id = n.tenant_id and o.number = n.number and o.extension = n.extension and o.id <> n.id and not o.is_duplicate);
    update customers c set is_duplicate = false where c.tenant_id = gone.tenant_id and c.id = gone.id and not exists (
      select from customer_numbers o where o.tenant_id = c.tenant_id and o.number = c.phone and o.extension = c.phone_extension and o.id <> c.id and not o.is_duplicate);
  end if;
  return true;
end $$;

call bahu_grant('customer.delete', array['supervisor', 'administrator']);
call bahu_grant('deleted-customer.read', array['supervisor', 'administrator']);
call bahu_grant('deleted-customer.purge', array['administrator']);

-- The files of records that are removed for good are found by their record.
create index attachments_of_record on attachments (tenant_id, record_id) where record_id is not null;
