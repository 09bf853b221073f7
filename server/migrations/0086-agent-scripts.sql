-- What agents say in calls, step by step (坐席脚本). `steps` is the draft; what was published stays in a version, and a run keeps to its own.
create table scripts (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, applies_to text not null default 'none' check (applies_to in ('none', 'all', 'queues')),
  is_enabled boolean not null default true, steps jsonb not null default '[]', published_number int, version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index scripts_by_name on scripts (tenant_id, lower(name));
call bahu_protect('scripts');

-- For whose calls it is offered, by the kind: a queue that is gone leaves a line that means nothing.
create table script_targets (
  tenant_id uuid not null references tenants, script_id uuid not null, kind text not null check (kind in ('queue')), target_id uuid not null,
  primary key (tenant_id, script_id, kind, target_id),
  foreign key (tenant_id, script_id) references scripts (tenant_id, id) on delete cascade
);
call bahu_protect('script_targets');

create table script_versions (
  tenant_id uuid not null references tenants, script_id uuid not null, number int not null, steps jsonb not null,
  published_at timestamptz not null default now(), published_by_id uuid,
  primary key (tenant_id, script_id, number),
  foreign key (tenant_id, script_id) references scripts (tenant_id, id) on delete cascade
);
call bahu_protect('script_versions');

-- A script as it is read in a call: one at a time for each agent of a call, and the others stay.
create table script_runs (
  tenant_id uuid not null references tenants, id uuid not null, script_id uuid not null, number int not null, call_id uuid not null, agent_id uuid not null,
  started_at timestamptz not null default now(), ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, script_id, number) references script_versions (tenant_id, script_id, number)
);
create index script_runs_of_call on script_runs (tenant_id, call_id, agent_id, started_at desc);
create index script_runs_of_script on script_runs (tenant_id, script_id, number);
call bahu_protect('script_runs');

-- Answers in their order: whoever goes back takes the last ones away.
create table script_answers (
  tenant_id uuid not null references tenants, run_id uuid not null, seq int not null, step_id text not null, value text not null, answered_at timestamptz not null default now(),
  primary key (tenant_id, run_id, seq),
  foreign key (tenant_id, run_id) references script_runs (tenant_id, id) on delete cascade
);
create index script_answers_by_step on script_answers (tenant_id, step_id, run_id);
call bahu_protect('script_answers');

call bahu_grant('script.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('script.manage', array['administrator']);
call bahu_grant('script.use', array['agent', 'leader', 'supervisor', 'administrator']);
