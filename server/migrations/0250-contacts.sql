-- People with whom one speaks at a customer (联系人). Their numbers are numbers of the customer, who is found by each.
create table contacts (
  tenant_id uuid not null references tenants, id uuid not null, customer_id uuid not null,
  name text not null, relation text not null default '', email text not null default '', note text not null default '',
  created_at timestamptz not null default now(), version int not null default 1,
  -- No reference: a customer who is deleted keeps them, as it keeps its follow-ups and calls.
  primary key (tenant_id, id), unique (tenant_id, customer_id, id)
);
call bahu_protect('contacts');
alter table customer_numbers add column contact_id uuid;
-- A number goes with its contact, also to another customer.
alter table customer_numbers add foreign key (tenant_id, customer_id, contact_id) references contacts (tenant_id, customer_id, id) on delete cascade on update cascade;
alter table customer_numbers add check (contact_id is null or not is_primary);
create index customer_numbers_of_contact on customer_numbers (tenant_id, customer_id, contact_id) where contact_id is not null;
