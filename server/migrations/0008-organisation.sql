-- People and rights as an administrator runs them: roles with scopes, the whole of an agent, departments, groups, caller IDs, sign-ins with their end.

alter table tenants
  add column storage_bytes bigint not null default 0 check (storage_bytes >= 0), add column note text not null default '', add column version int not null default 1;

-- `scopes` holds the permissions whose data scope differs from the role's own.
alter table roles
  add column scopes jsonb not null default '{}', add column is_built_in boolean not null default false, add column description text not null default '',
  add column auto_answer_seconds int not null default 0 check (auto_answer_seconds between 0 and 60), add column version int not null default 1;
update roles set is_built_in = true;
create unique index roles_by_name on roles (tenant_id, lower(name));

alter table departments
  add column code text not null default '', add column head_id uuid, add column position int not null default 0, add column version int not null default 1,
  add foreign key (tenant_id, head_id) references users (tenant_id, id) on delete set null (head_id);
create unique index departments_by_code on departments (tenant_id, lower(code)) where code <> '';
create unique index departments_by_name on departments (tenant_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), lower(name));

alter table users
  add column superior_id uuid, add column sign_in_method text not null default 'any' check (sign_in_method in ('any', 'web', 'app', 'desk-phone')),
  add column must_change_password boolean not null default false, add column password_changed_at timestamptz not null default now(),
  add column notes text[] not null default array['', '', '', '', ''], add column name_initials text not null default '',
  add foreign key (tenant_id, superior_id) references users (tenant_id, id) on delete set null (superior_id);
create index users_by_department on users (tenant_id, department_id);
create index users_by_role on users (tenant_id, role_id);

-- The second factor: a secret that counts once it was confirmed, and recovery codes that count once each (hashes).
create table second_factors (
  tenant_id uuid not null references tenants, user_id uuid not null, secret text not null, confirmed_at timestamptz, recovery_hashes bytea[] not null default '{}',
  -- The last time step that was used: a code counts once.
  last_step bigint not null default 0, created_at timestamptz not null default now(),
  primary key (tenant_id, user_id), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

alter table agents
  add column kind text not null default 'agent' check (kind in ('agent', 'administrator', 'staff')), add column bound_phone text, add column forwards_to_mobile boolean not null default false,
  add column trunk_id uuid, add column transfer_caller_id text, add column lock_limit int not null default 0, add column lock_days int not null default 0,
  add column desk_phone_pops boolean not null default true, add column short_number text not null default '',
  add column may_call_domestic boolean not null default true, add column may_call_international boolean not null default true,
  add column staffing_weight numeric(4, 2) not null default 1, add column is_inside_only boolean not null default false,
  add foreign key (tenant_id, trunk_id) references trunks (tenant_id, id) on delete set null (trunk_id);
update agents set kind = 'administrator' where extension = '800';

create table agent_groups (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, ordering text not null check (ordering in ('sequential', 'round-robin', 'random')),
  is_enabled boolean not null default true, note text not null default '', version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index agent_groups_by_name on agent_groups (tenant_id, lower(name));
create table agent_group_members (
  tenant_id uuid not null references tenants, group_id uuid not null, agent_id uuid not null, position int not null,
  primary key (tenant_id, group_id, agent_id),
  foreign key (tenant_id, group_id) references agent_groups (tenant_id, id) on delete cascade, foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade
);
create index agent_group_members_by_agent on agent_group_members (tenant_id, agent_id);

-- Numbers (E.164) that calls may show. Exactly one is the standard one, as soon as there is any.
create table caller_ids (
  tenant_id uuid not null references tenants, id uuid not null, number text not null, trunk_id uuid, note text not null default '',
  is_standard boolean not null default false, is_enabled boolean not null default true, version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id), unique (tenant_id, number), foreign key (tenant_id, trunk_id) references trunks (tenant_id, id) on delete set null (trunk_id)
);
create unique index caller_ids_standard on caller_ids (tenant_id) where is_standard;

-- A session may be seen through another role, or belong to the provider's operator in support.
alter table sessions
  add column view_role_id uuid, add column operator_id uuid, add column operator_name text,
  add foreign key (tenant_id, view_role_id) references roles (tenant_id, id) on delete set null (view_role_id);
alter table sign_ins add column session_id uuid, add column signed_out_at timestamptz, add column sign_out_reason text;
create index sign_ins_by_time on sign_ins (tenant_id, at desc, id desc);
create index sign_ins_by_user on sign_ins (tenant_id, user_id, at desc, id desc);
create index sign_ins_by_session on sign_ins (tenant_id, session_id) where session_id is not null;

-- `via`: in person, by an API key, by the provider's operator, or the system itself. The name of the record stays readable when the record is gone.
alter table audit_rows
  add column via text not null default 'session' check (via in ('session', 'api-key', 'operator', 'system')), add column record_name text, add column department_id uuid;
create index audit_rows_by_actor on audit_rows (tenant_id, actor_id, at desc, id desc);
create index audit_rows_by_record on audit_rows (tenant_id, record_type, record_id, at desc, id desc);

-- How each user has arranged his lists, and filters that were saved as views.
create table list_layouts (
  tenant_id uuid not null references tenants, user_id uuid not null, list text not null, columns text[], density text not null default 'compact' check (density in ('compact', 'comfortable')),
  primary key (tenant_id, user_id, list), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create table list_views (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid not null, list text not null, name text not null, search jsonb not null, is_shared boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id), unique (tenant_id, user_id, list, name), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['second_factors', 'agent_groups', 'agent_group_members', 'caller_ids', 'list_layouts', 'list_views'] loop
    call bahu_protect(t::regclass);
  end loop;
end $$;
