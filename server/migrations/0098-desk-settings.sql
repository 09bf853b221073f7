-- What agents have set for their desk (系统设置), as contract/desk-settings.ts declares it; what is missing goes by their company.
create table desk_settings (
  tenant_id uuid not null references tenants, user_id uuid not null, own jsonb not null default '{}', version int not null default 1,
  primary key (tenant_id, user_id), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
call bahu_protect('desk_settings');
