-- A customer has several numbers, and each finds them. `customers.phone` stays the primary one: lists show it and the import knows customers by it.
-- Every number stands here, the primary one as well; who has a number is asked here alone.
create table customer_numbers (
  tenant_id uuid not null references tenants, id uuid not null, customer_id uuid not null,
  number text not null, extension text not null default '' check (extension ~ '^[0-9*#]{0,8}$'),
  label text not null default '' check (label in ('', 'mobile', 'work', 'home', 'other')),
  position int not null, is_primary boolean not null default false, is_duplicate boolean not null default false,
  number_grams text[] not null generated always as (bahu_digit_grams(number)) stored,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id), foreign key (tenant_id, customer_id) references customers (tenant_id, id) on delete cascade
);
-- The primary number bears its customer's id: one each, and no second one can be made.
insert into customer_numbers (tenant_id, id, customer_id, number, extension, position, is_primary, is_duplicate, created_at)
  select tenant_id, id, id, phone, phone_extension, 0, true, is_duplicate, created_at from customers;
do $$
declare lost bigint;
begin
  select count(*) into lost from customers c left join customer_numbers n on n.tenant_id = c.tenant_id and n.customer_id = c.id
    where n.number is distinct from c.phone or n.extension is distinct from c.phone_extension or n.is_duplicate is distinct from c.is_duplicate;
  if lost > 0 or (select count(*) from customers) <> (select count(*) from customer_numbers) then
    raise exception 'of the customers'' numbers % were not taken over', lost;
  end if;
end $$;
create unique index customer_numbers_by_number on customer_numbers (tenant_id, number, extension) where not is_duplicate;
create index customer_numbers_duplicates on customer_numbers (tenant_id, number) where is_duplicate;
create index customer_numbers_of_customer on customer_numbers (tenant_id, customer_id, position);
create index customer_numbers_by_part on customer_numbers using gin (tenant_id, number_grams);
alter table customer_numbers add check (is_primary = (id = customer_id));
call bahu_protect('customer_numbers');
call bahu_open_to_definers('customer_numbers');

-- The primary number follows its customer's row, whoever writes it: all rows of a statement at once, for an import writes thousands.
create function bahu_add_primary_numbers() returns trigger language plpgsql as $$
begin
  insert into customer_numbers (tenant_id, id, customer_id, number, extension, position, is_primary, is_duplicate, created_at)
    select tenant_id, id, id, phone, phone_extension, 0, true, is_duplicate, created_at from added;
  return null;
end $$;
create trigger customers_number_added after insert on customers referencing new table as added for each statement execute function bahu_add_primary_numbers();
create function bahu_change_primary_number() returns trigger language plpgsql as $$
begin
  update customer_numbers set number = new.phone, extension = new.phone_extension, is_duplicate = new.is_duplicate
    where tenant_id = new.tenant_id and id = new.id;
  return null;
end $$;
create trigger customers_number_changed after update of phone, phone_extension, is_duplicate on customers for each row
  when (old.phone <> new.phone or old.phone_extension <> new.phone_extension or old.is_duplicate <> new.is_duplicate)
  execute function bahu_change_primary_number();

-- Parts of numbers are found in all of them. A customer with two that fit is found once.
create or replace function bahu_customers_by_digits(grams text[], pattern text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
  begin atomic
    select distinct f.id from (
      select c.id from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
      where n.tenant_id = bahu_tenant() and n.number_grams @> grams and n.number like pattern
        and (owner is null or c.owner_id = owner or c.department_id = any(departments)) limit most * 2) f limit most;
  end;
drop index customers_by_phone_part;
alter table customers drop column phone_grams, drop column phone_reversed;

create or replace function bahu_customers_of_numbers(tenant uuid, numbers text[]) returns table (number text, id uuid, name text, updated_at timestamptz, phone_extension text, is_duplicate boolean)
language plpgsql volatile as $$
begin
  perform set_config('app.tenant', tenant::text, true);
  return query select asked.number, c.id, c.name, c.updated_at, found.extension, found.is_duplicate
    from unnest(numbers) asked (number) cross join lateral (
      (select k.customer_id, k.extension, k.is_duplicate from customer_numbers k
       where k.tenant_id = tenant and k.number = asked.number and not k.is_duplicate order by k.extension limit 2)
      union all
      (select k.customer_id, k.extension, k.is_duplicate from customer_numbers k
       where k.tenant_id = tenant and k.number = asked.number and k.is_duplicate order by k.created_at, k.id limit 1)
    ) found join customers c on c.tenant_id = tenant and c.id = found.customer_id;
end $$;
