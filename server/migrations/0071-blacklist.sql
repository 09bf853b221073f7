-- Numbers and patterns of numbers with which a tenant has no calls. `number` is E.164 or a short number, or a pattern as numbers are shown.
create table blacklist_entries (
  tenant_id uuid not null references tenants, id uuid not null, number text not null, direction text not null default 'both' check (direction in ('inbound', 'outbound', 'both')),
  reason text not null default '', expires_at timestamptz, created_at timestamptz not null default now(), version int not null default 1,
  primary key (tenant_id, id)
);
create unique index blacklist_by_number on blacklist_entries (tenant_id, number);
create index blacklist_by_time on blacklist_entries (tenant_id, created_at desc, id desc);
call bahu_protect('blacklist_entries');

update roles set permissions = permissions || array['blacklist.read'] where is_built_in and code in ('supervisor', 'administrator') and 'blacklist.read' <> all (permissions);
update roles set permissions = permissions || array['blacklist.manage'] where is_built_in and code = 'administrator' and 'blacklist.manage' <> all (permissions);
