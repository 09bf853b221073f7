-- Where a tenant put the fields that are built in among those that it designed; null for what it left as it is. What they are stands in the program.
create table built_in_fields (
  tenant_id uuid not null references tenants, owner text not null, key text not null, state text, width int, position int,
  version int not null default 1,
  primary key (tenant_id, owner, key)
);
call bahu_protect('built_in_fields');

-- Lists filter by a field that is built in as by one that was designed.
update list_views set search = (search - 'stage') || jsonb_build_object('fields',
  concat_ws(';', 'stage:is:' || (search ->> 'stage'), nullif(search ->> 'fields', '')))
where list = 'customers' and jsonb_typeof(search -> 'stage') = 'string';

-- Follow-ups are listed by their searchable fields as customers are.
alter table follow_ups add column field_keys text[];
drop trigger customers_field_keys_inserted on customers;
drop trigger customers_field_keys_updated on customers;
create or replace function bahu_keep_field_keys() returns trigger language plpgsql as $$
begin
  new.field_keys := (
    select array_agg(bahu_field_key(d.type, new.fields -> d.field_id) order by place)
    from generate_series(1, 8) as place left join field_definitions d on d.tenant_id = new.tenant_id and d.owner = tg_argv[0] and d.slot = place
    having bool_or(new.fields ? d.field_id));
  return new;
end $$;
create trigger customers_field_keys_inserted before insert on customers for each row when (new.fields <> '{}') execute function bahu_keep_field_keys('customers');
create trigger customers_field_keys_updated before update of fields on customers for each row execute function bahu_keep_field_keys('customers');
create trigger follow_ups_field_keys_inserted before insert on follow_ups for each row when (new.fields <> '{}') execute function bahu_keep_field_keys('follow-ups');
create trigger follow_ups_field_keys_updated before update of fields on follow_ups for each row execute function bahu_keep_field_keys('follow-ups');
do $$
begin
  for place in 1 .. 8 loop
    execute format('create index follow_ups_by_field_%1$s on follow_ups (tenant_id, ((field_keys)[%1$s]) collate "C", id) where (field_keys)[%1$s] is not null', place);
  end loop;
end $$;
update follow_ups f set fields = f.fields where f.fields <> '{}' and exists (
  select from field_definitions d where d.tenant_id = f.tenant_id and d.owner = 'follow-ups' and d.slot is not null);
create index follow_ups_by_time on follow_ups (tenant_id, created_at desc, id desc);
