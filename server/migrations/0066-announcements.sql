-- Announcements and notes (公告便签). Who has read them stands in todo_reads.
create table announcements (
  tenant_id uuid not null references tenants, id uuid not null, title text not null, body text not null default '', level text not null,
  audience text not null, department_ids uuid[] not null default '{}', user_ids uuid[] not null default '{}', expires_at timestamptz,
  author_id uuid, department_id uuid, version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, author_id) references users (tenant_id, id) on delete set null (author_id),
  foreign key (tenant_id, department_id) references departments (tenant_id, id) on delete set null (department_id)
);
call bahu_protect('announcements');
call bahu_grant('announcement.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('announcement.manage', array['leader', 'supervisor', 'administrator']);
