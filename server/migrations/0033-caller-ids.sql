-- A tenant is never without a caller ID, and agents show only those that there are (SPEC S4). The policies are lifted for the owner while
-- rows of all tenants are put right.

alter table agents no force row level security;
alter table caller_ids no force row level security;
alter table did_numbers no force row level security;

-- Of a tenant without any, the number at which it is called first.
insert into caller_ids (tenant_id, id, number, is_standard)
select d.tenant_id, gen_random_uuid(), min(d.number), true from did_numbers d
where not exists (select from caller_ids c where c.tenant_id = d.tenant_id) group by d.tenant_id;

update agents a set caller_id = null
where caller_id is not null and not exists (select from caller_ids c where c.tenant_id = a.tenant_id and c.number = a.caller_id);
update agents a set transfer_caller_id = null
where transfer_caller_id is not null and not exists (select from caller_ids c where c.tenant_id = a.tenant_id and c.number = a.transfer_caller_id);

alter table agents force row level security;
alter table caller_ids force row level security;
alter table did_numbers force row level security;

alter table caller_ids add constraint caller_ids_standard_is_enabled check (is_enabled or not is_standard);
alter table agents
  add foreign key (tenant_id, caller_id) references caller_ids (tenant_id, number) on delete set null (caller_id),
  add foreign key (tenant_id, transfer_caller_id) references caller_ids (tenant_id, number) on delete set null (transfer_caller_id);
create index agents_by_transfer_caller_id on agents (tenant_id, transfer_caller_id) where transfer_caller_id is not null;

-- The calls that rang at an agent, latest first: ids of calls rise with time.
create index call_legs_by_agent on call_legs (tenant_id, agent_id, call_id desc) where agent_id is not null;
