-- Fields that a tenant designs for its records. A record holds values under the field's own id, which never changes; codes, labels, types and lists do.
create table field_definitions (
  tenant_id uuid not null references tenants, id uuid not null, owner text not null,
  field_id text not null, key text not null, type text not null, labels jsonb not null, options jsonb not null default '[]', state text not null,
  required jsonb not null, position int not null, width int not null, default_value text not null default '',
  -- Where the value stands in field_keys of the owner's table, for fields with an index; lists use it when every record has it.
  slot int check (slot between 1 and 8), is_indexed boolean not null default false,
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index field_definitions_by_field on field_definitions (tenant_id, owner, field_id);
create unique index field_definitions_by_key on field_definitions (tenant_id, owner, key);
create unique index field_definitions_by_slot on field_definitions (tenant_id, owner, slot);
call bahu_protect('field_definitions');

-- -10 before -9.5 before 0 before 9 before 10, as texts; null for what is no number.
create function bahu_number_key(value text) returns text language sql immutable parallel safe
  return case when value !~ '^-?[0-9]{1,15}(\.[0-9]{1,6})?$' then null
    when value like '-%' then 'n' || to_char(999999999999999999999::numeric + value::numeric * 1000000, 'FM000000000000000000000')
    else 'p' || to_char(value::numeric * 1000000, 'FM000000000000000000000') end;

-- A value of a field as a text that is compared and sorted as its type is; null for what does not fit. Ids of options begin with a sign that no text
-- has, so that a text which was written before the field had a list is told from them.
create function bahu_field_key(type text, value jsonb) returns text language sql immutable parallel safe
  return case
    when value is null or jsonb_typeof(value) = 'null' then null
    when type in ('radio', 'select', 'cascade') and jsonb_typeof(value) = 'array' then
      (select string_agg(chr(1) || id || '/', '' order by level) from jsonb_array_elements_text(case jsonb_typeof(value) when 'array' then value else '[]' end) with ordinality as path (id, level))
    when type = 'agent' and jsonb_typeof(value) = 'object' then value ->> 'agent'
    when jsonb_typeof(value) <> 'string' then null
    when type = 'number' then bahu_number_key(value #>> '{}')
    when type = 'date' then substring(value #>> '{}' from '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
    when type = 'date-time' then substring(value #>> '{}' from '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$')
    else left(bahu_fold(value #>> '{}'), 256) end;

-- Comparing parts of a jsonb is not leakproof, so that under row-level security it reaches no index; an element of an array of texts is and does.
alter table customers add column field_keys text[];
create function bahu_keep_field_keys() returns trigger language plpgsql as $$
begin
  new.field_keys := (
    select array_agg(bahu_field_key(d.type, new.fields -> d.field_id) order by place)
    from generate_series(1, 8) as place left join field_definitions d on d.tenant_id = new.tenant_id and d.owner = 'customers' and d.slot = place
    having bool_or(new.fields ? d.field_id));
  return new;
end $$;
create trigger customers_field_keys_inserted before insert on customers for each row when (new.fields <> '{}') execute function bahu_keep_field_keys();
create trigger customers_field_keys_updated before update of fields on customers for each row execute function bahu_keep_field_keys();

-- One index for each place, empty until a tenant makes a field searchable; a job then gives every record its key, without closing the table to anybody.
do $$
begin
  for place in 1 .. 8 loop
    execute format('create index customers_by_field_%1$s on customers (tenant_id, ((field_keys)[%1$s]) collate "C", id) where (field_keys)[%1$s] is not null', place);
  end loop;
end $$;

alter table follow_ups add column fields jsonb not null default '{}';
