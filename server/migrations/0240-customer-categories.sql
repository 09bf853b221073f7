-- Categories of customers (客户分类, SPEC C1): a tree that the company makes, of which a customer has one or none.
create table customer_categories (
  tenant_id uuid not null references tenants, id uuid not null, parent_id uuid, name text not null,
  -- Ids from the root, each followed by a slash.
  path text not null,
  position int not null default 0, version int not null default 1,
  primary key (tenant_id, id), foreign key (tenant_id, parent_id) references customer_categories (tenant_id, id)
);
create unique index customer_categories_by_name
  on customer_categories (tenant_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));
call bahu_protect('customer_categories');

alter table customers add column category_id uuid;
alter table customers add foreign key (tenant_id, category_id) references customer_categories (tenant_id, id);
create index customers_by_category on customers (tenant_id, category_id, created_at desc, id desc) include (owner_id, department_id);

-- How many customers there are of each category, department and owner (decision 0052). Nobody changes a row: whoever writes customers adds what they changed,
-- so that no two of them wait for each other, and a task joins the rows of one kind into one. The sum is right in every snapshot.
create table customer_counts (
  tenant_id uuid not null references tenants, category_id uuid, department_id uuid, owner_id uuid, customers bigint not null
);
create index customer_counts_of_tenant on customer_counts (tenant_id, category_id, department_id, owner_id, customers);
call bahu_protect('customer_counts');

create function bahu_count_added_customers() returns trigger language plpgsql as $$
begin
  insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
    select tenant_id, category_id, department_id, owner_id, count(*) from added group by 1, 2, 3, 4;
  return null;
end $$;
create trigger customers_counted_added after insert on customers referencing new table as added for each statement
  execute function bahu_count_added_customers();

create function bahu_count_removed_customers() returns trigger language plpgsql as $$
begin
  insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
    select tenant_id, category_id, department_id, owner_id, -count(*) from removed group by 1, 2, 3, 4;
  return null;
end $$;
create trigger customers_counted_removed after delete on customers referencing old table as removed for each statement
  execute function bahu_count_removed_customers();

-- Row by row, as a trigger of a whole statement cannot be bound to columns: most changes are none of these, and cost nothing.
create function bahu_count_moved_customer() returns trigger language plpgsql as $$
begin
  insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
    values (old.tenant_id, old.category_id, old.department_id, old.owner_id, -1), (new.tenant_id, new.category_id, new.department_id, new.owner_id, 1);
  return null;
end $$;
create trigger customers_counted_moved after update of category_id, department_id, owner_id on customers for each row
  when ((old.category_id, old.department_id, old.owner_id) is distinct from (new.category_id, new.department_id, new.owner_id))
  execute function bahu_count_moved_customer();

insert into customer_counts (tenant_id, category_id, department_id, owner_id, customers)
  select tenant_id, category_id, department_id, owner_id, count(*) from customers group by 1, 2, 3, 4;

call bahu_grant('customer-category.manage', array['supervisor', 'administrator']);
