-- Background jobs that people start and watch, and the imports among them.

-- `starter` says with which rights: session or key, the role seen through, the operator in support. The role itself is looked up when the job runs.
create table background_jobs (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid not null, starter jsonb not null,
  kind text not null check (kind in ('import', 'export')), subject text not null, step text not null, import_id uuid, file_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'undone')),
  input jsonb not null default '{}', done bigint not null default 0, total bigint, result jsonb, error text, path text, failures int not null default 0,
  is_cancelled boolean not null default false, created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz, version int not null default 1,
  primary key (tenant_id, id), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index background_jobs_of_user on background_jobs (tenant_id, user_id, created_at desc, id desc);
create index background_jobs_by_import on background_jobs (tenant_id, import_id) where import_id is not null;

-- `applied_line` and `undone_line` are how far a step has come: they move in the same transaction as the rows themselves, so a step that was
-- killed goes on exactly there. `assigned` counts the rows that were given to agents in turn.
create table imports (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid not null, job_id uuid not null, kind text not null, state text not null, file_name text not null, bytes bigint not null,
  path text not null, encoding text, delimiter text, columns jsonb not null default '[]', file_rows int not null default 0, mapping jsonb not null default '[]',
  on_existing text not null default 'skip' check (on_existing in ('skip', 'update', 'update-and-assign')), assign_to uuid[],
  counts jsonb, reasons jsonb not null default '[]', error jsonb, applied_line int not null default 0, undone_line int not null default 0, assigned int not null default 0,
  result jsonb not null default '{"created": 0, "updated": 0, "skipped": 0}', created_at timestamptz not null default now(),
  primary key (tenant_id, id), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

-- Rows of a file as they would be imported. `cells` are the file's own, `data` the values of the kind's fields; both are joined by U+001F, which
-- no cell contains. Unlogged, which halves the time of an import: the rows outlive a crash of the server, and PostgreSQL empties the table only
-- when it crashes itself; then the import says so and the file is uploaded again. No references, which would be checked row by row.
create unlogged table import_rows (
  tenant_id uuid not null, import_id uuid not null, line int not null, state text not null default 'new' check (state in ('new', 'update', 'duplicate', 'invalid')),
  key text not null, record_id uuid not null, cells text not null, data text not null, problems text,
  primary key (tenant_id, import_id, line)
);
create index import_rows_left_out on import_rows (tenant_id, import_id, state, line) where state <> 'new';

-- What a row was before an import changed it, and the version that the import gave it: whoever changed it later keeps his change.
create table import_changes (
  tenant_id uuid not null references tenants, import_id uuid not null, line int not null, record_id uuid not null, before jsonb not null, version int not null,
  primary key (tenant_id, import_id, line), foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);

-- How a user mapped columns with these heads before.
create table import_mappings (
  tenant_id uuid not null references tenants, user_id uuid not null, kind text not null, heads text not null, mapping jsonb not null, used_at timestamptz not null default now(),
  primary key (tenant_id, user_id, kind, heads), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['background_jobs', 'imports', 'import_rows', 'import_changes', 'import_mappings'] loop
    call bahu_protect(t::regclass);
  end loop;
end $$;
