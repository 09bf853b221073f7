-- Signed deals (签单): what agents sell to customers. `agent_id` made it, `call_id` is the call in which it was entered.
create table deals (
  tenant_id uuid not null references tenants, id uuid not null, customer_id uuid not null, call_id uuid, agent_id uuid not null,
  product text not null, deal_kind text not null, deal_stage text not null, amount numeric(17, 2) not null, signed_on date, note text not null default '',
  fields jsonb not null default '{}', field_keys text[], version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, call_id) references calls (tenant_id, id),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id)
);
create index deals_by_customer on deals (tenant_id, customer_id, created_at desc, id desc);
create index deals_by_time on deals (tenant_id, created_at desc, id desc);
create index deals_by_agent on deals (tenant_id, agent_id, created_at desc);
create index deals_by_call on deals (tenant_id, call_id) where call_id is not null;
create index deals_by_day on deals (tenant_id, signed_on desc, id desc) where signed_on is not null;
create index deals_by_amount on deals (tenant_id, amount desc, id desc);
create trigger deals_field_keys_inserted before insert on deals for each row when (new.fields <> '{}') execute function bahu_keep_field_keys('deals');
create trigger deals_field_keys_updated before update of fields on deals for each row execute function bahu_keep_field_keys('deals');
do $$
begin
  for place in 1 .. 8 loop
    execute format('create index deals_by_field_%1$s on deals (tenant_id, ((field_keys)[%1$s]) collate "C", id) where (field_keys)[%1$s] is not null', place);
    execute format('create statistics deals_field_%1$s on (((field_keys)[%1$s]) collate "C") from deals', place);
  end loop;
end $$;
call bahu_protect('deals');
call bahu_grant('deal.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('deal.create', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('deal.edit', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('deal.delete', array['supervisor', 'administrator']);
