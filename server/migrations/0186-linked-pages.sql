-- Pages of other systems (关联后台), opened with the variables of a call in a signed address.
create table linked_pages (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, url text not null,
  place text not null check (place in ('customer', 'pop', 'call', 'menu')), opens_on_pop boolean not null default false,
  position int not null default 1, is_enabled boolean not null default true, secret text, old_secret text, old_secret_until timestamptz,
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index linked_pages_by_name on linked_pages (tenant_id, lower(name));
call bahu_protect('linked_pages');
call bahu_grant('linked-page.manage', array['administrator']);
