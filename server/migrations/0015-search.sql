-- Finding people and customers by what is typed, within what the reader may see, in tenants of a million customers.

-- Initials of the name in pinyin, computed by the application (domain/text); null until then. Compared byte by byte, so that a prefix is a range of the index.
alter table customers add column name_initials text collate "C";
create index customers_by_initials on customers (tenant_id, name_initials);
create index customers_without_initials on customers (tenant_id, id) where name_initials is null;

-- By last call, those who were never called at the end. COALESCE does not count as leakproof, so that a range of it would never reach the index under
-- row-level security; CASE does.
drop index customers_by_last_call;
create index customers_by_last_call on customers (tenant_id, (case when last_call_at is null then '-infinity'::timestamptz else last_call_at end) desc, id desc);
create index customers_by_department on customers (tenant_id, department_id, created_at desc, id desc);

-- The searches by parts know the reader's scope now: limited before it was applied, they would leave a reader of a large tenant without his own.
-- `owner` and `departments` are null for a reader of all rows. Planned for each search: a common part of a name wants another plan than a rare one.
drop function bahu_customers_by_name(text[], text, int);
drop function bahu_customers_by_digits(text[], text, int);
drop function bahu_calls_by_digits(text[], text, int);
create function bahu_customers_by_name(grams text[], pattern text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers where tenant_id = bahu_tenant() and name_grams @> grams and lower(name) like pattern
      and (owner is null or owner_id = owner or department_id = any(departments)) limit most;
  end;
create function bahu_customers_by_initials(start text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers where tenant_id = bahu_tenant() and name_initials ^@ start
      and (owner is null or owner_id = owner or department_id = any(departments)) limit most;
  end;
create function bahu_customers_by_digits(grams text[], pattern text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers where tenant_id = bahu_tenant() and phone_grams @> grams and phone like pattern
      and (owner is null or owner_id = owner or department_id = any(departments)) limit most;
  end;
create function bahu_calls_by_digits(grams text[], pattern text, agent uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from calls where tenant_id = bahu_tenant() and bahu_digit_grams(number) @> grams and number like pattern
      and (agent is null or agent_id = agent or department_id = any(departments)) order by started_at desc limit most;
  end;
