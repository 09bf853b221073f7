-- Skills (技能), the levels that agents have in them, and what queues need: `level` from so many seconds of waiting on, 0 for nothing any more.
create table skills (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, name_en text not null default '',
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index skills_by_name on skills (tenant_id, lower(name));
create table agent_skills (
  tenant_id uuid not null references tenants, skill_id uuid not null, agent_id uuid not null, level int not null check (level between 1 and 5),
  primary key (tenant_id, skill_id, agent_id),
  foreign key (tenant_id, skill_id) references skills (tenant_id, id) on delete cascade, foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade
);
create index agent_skills_by_agent on agent_skills (tenant_id, agent_id);
create table queue_needs (
  tenant_id uuid not null references tenants, queue_id uuid not null, skill_id uuid not null,
  after_seconds int not null check (after_seconds between 0 and 3600), level int not null check (level between 0 and 5),
  primary key (tenant_id, queue_id, skill_id, after_seconds),
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade, foreign key (tenant_id, skill_id) references skills (tenant_id, id)
);
call bahu_protect('skills');
call bahu_protect('agent_skills');
call bahu_protect('queue_needs');
call bahu_grant('skill.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('skill.manage', array['supervisor', 'administrator']);
