-- Tenants, people, rights, sessions, telephony configuration, live state, call records, customers.
-- Every tenant table starts with tenant_id and carries the policy of bahu_protect(); see docs/architecture.md.

create extension if not exists btree_gin;

-- The tenant of the running transaction, null when none is set: then every policy hides everything.
create function bahu_tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;

-- Row-level security, forced, with one policy for reading and writing; the application role gets plain DML.
create procedure bahu_protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = bahu_tenant()) with check (tenant_id = bahu_tenant())', target);
  execute format('grant select, insert, update, delete on %s to bahu_app', target);
end $$;

-- One-character and two-character pieces of a text, for searching Chinese names by any part.
create function bahu_grams(value text) returns text[] language plpgsql immutable parallel safe as $$
declare
  lowered text := lower(value);
  grams text[] := string_to_array(lowered, null);
begin
  for i in 1 .. length(lowered) - 1 loop grams := grams || substr(lowered, i, 2); end loop;
  return grams;
end $$;

-- All runs of 3 digits of a number, so that any part of at least 3 digits finds it.
create function bahu_digit_grams(value text) returns text[] language plpgsql immutable parallel safe as $$
declare
  digits text := regexp_replace(value, '[^0-9]', '', 'g');
  grams text[] := '{}';
begin
  for i in 1 .. length(digits) - 2 loop grams := grams || substr(digits, i, 3); end loop;
  return grams;
end $$;

-- Tenants are read before a tenant is known (sign-in, engine start), so they are open to the application role without a policy.
create table tenants (
  id uuid primary key,
  code text not null unique check (code ~ '^[0-9]{6}$'),
  name text not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  expires_at timestamptz,
  licensed_agents int not null default 10,
  licensed_channels int not null default 20,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
grant select, update on tenants to bahu_app;

create table roles (
  tenant_id uuid not null references tenants, id uuid not null, code text not null, name text not null,
  scope text not null check (scope in ('own', 'department', 'all')), permissions text[] not null, masks_numbers boolean not null,
  primary key (tenant_id, id), unique (tenant_id, code)
);
create table departments (
  tenant_id uuid not null references tenants, id uuid not null, parent_id uuid, name text not null, path text not null,
  primary key (tenant_id, id), foreign key (tenant_id, parent_id) references departments (tenant_id, id)
);
create table users (
  tenant_id uuid not null references tenants, id uuid not null, role_id uuid not null, department_id uuid,
  name text not null, login_name text, password_hash text not null, is_enabled boolean not null default true,
  failed_sign_ins int not null default 0, locked_until timestamptz, last_sign_in_at timestamptz,
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id), unique (tenant_id, login_name),
  foreign key (tenant_id, role_id) references roles (tenant_id, id), foreign key (tenant_id, department_id) references departments (tenant_id, id)
);
-- An agent is the part of a user that has an extension and a phone.
create table agents (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid not null, extension text not null check (extension ~ '^[4-8][0-9]{2}$'),
  caller_id text, is_recorded boolean not null default true, wrap_up_seconds int not null default 20,
  chosen_state text not null default 'ready' check (chosen_state in ('ready', 'busy', 'away')),
  primary key (tenant_id, id), unique (tenant_id, extension), unique (tenant_id, user_id), foreign key (tenant_id, user_id) references users (tenant_id, id)
);
create table sessions (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid not null, token_hash bytea not null unique,
  address text not null, device text not null, created_at timestamptz not null default now(), seen_at timestamptz not null default now(), expires_at timestamptz not null,
  primary key (tenant_id, id), foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create table sign_ins (
  tenant_id uuid not null references tenants, id uuid not null, user_id uuid, account text not null, at timestamptz not null default now(),
  address text not null, device text not null, result text not null, reason text,
  primary key (tenant_id, id)
);
create table audit_rows (
  tenant_id uuid not null references tenants, id uuid not null, at timestamptz not null default now(), actor_id uuid, actor_name text not null,
  address text, action text not null, record_type text not null, record_id text, before jsonb, after jsonb,
  primary key (tenant_id, id)
);
create index audit_rows_by_time on audit_rows (tenant_id, at desc, id desc);

-- Softphone credentials: minted per sign-in, removed at sign-out, pushed to the media engine.
create table softphones (
  tenant_id uuid not null references tenants, agent_id uuid not null, session_id uuid not null, secret text not null, minted_at timestamptz not null default now(),
  primary key (tenant_id, agent_id),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade, foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create table trunks (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, host text not null, port int not null default 5060,
  kind text not null default 'peer' check (kind in ('peer', 'register')), account text, secret text, channels int not null default 10,
  is_enabled boolean not null default true, is_simulated boolean not null default false,
  primary key (tenant_id, id)
);
create table voice_files (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, language text not null, text text, media text not null,
  primary key (tenant_id, id), unique (tenant_id, name)
);
create table queues (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, number text not null,
  strategy text not null check (strategy in ('round-robin', 'longest-idle')), ring_seconds int not null default 15, max_wait_seconds int not null default 120,
  max_waiting int not null default 50, overflow text not null default 'voicemail' check (overflow in ('voicemail', 'goodbye')), is_enabled boolean not null default true,
  primary key (tenant_id, id), unique (tenant_id, number)
);
create table queue_members (
  tenant_id uuid not null references tenants, queue_id uuid not null, agent_id uuid not null, position int not null,
  primary key (tenant_id, queue_id, agent_id),
  foreign key (tenant_id, queue_id) references queues (tenant_id, id) on delete cascade, foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade
);
-- A menu's definition is `domain/ivr` Menu as JSON: prompt, wait, keys, default.
create table menus (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, definition jsonb not null, is_enabled boolean not null default true,
  primary key (tenant_id, id)
);
create table did_numbers (
  tenant_id uuid not null references tenants, id uuid not null, trunk_id uuid not null, number text not null, menu_id uuid,
  primary key (tenant_id, id), unique (tenant_id, trunk_id, number),
  foreign key (tenant_id, trunk_id) references trunks (tenant_id, id) on delete cascade, foreign key (tenant_id, menu_id) references menus (tenant_id, id)
);

-- Who owns a tenant's engine. The epoch rises with each change of owner; every write of the engine checks it.
create table tenant_leases (
  tenant_id uuid primary key references tenants, holder bigint not null, epoch bigint not null, expires_at timestamptz not null
);
grant select, insert, update, delete on tenant_leases to bahu_app;

-- Partitions by month. Call ids are uuid v7, whose first 48 bits are milliseconds, so a month is a range of ids and the key needs no date.
create function bahu_id_floor(moment timestamptz) returns uuid language sql immutable parallel safe
  return (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
create procedure bahu_make_partitions(since timestamptz, months int) language plpgsql as $$
declare
  parent text;
  floor_ timestamptz;
  ceiling_ timestamptz;
  suffix text;
begin
  for i in 0 .. months - 1 loop
    floor_ := date_trunc('month', since, 'UTC') + make_interval(months => i);
    ceiling_ := floor_ + interval '1 month';
    suffix := to_char(floor_ at time zone 'UTC', 'YYYYMM');
    foreach parent in array array['calls', 'call_legs', 'call_events'] loop
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)', parent || '_' || suffix, parent, bahu_id_floor(floor_), bahu_id_floor(ceiling_));
    end loop;
    execute format('create table if not exists %I partition of agent_states for values from (%L) to (%L)', 'agent_states_' || suffix, floor_, ceiling_);
  end loop;
end $$;

-- Call records. `live` is the reducer's state while the call lasts and null afterwards; exactly one row per call, one leg row per leg.
create table calls (
  tenant_id uuid not null references tenants, id uuid not null, direction text not null, started_at timestamptz not null, answered_at timestamptz, ended_at timestamptz,
  number text not null, number_reversed text not null generated always as (reverse(number)) stored, caller_name text, line_number text not null, trunk_id uuid,
  customer_id uuid, agent_id uuid, queue_id uuid, department_id uuid,
  wait_seconds int not null default 0, ring_seconds int not null default 0, talk_seconds int not null default 0, hold_seconds int not null default 0,
  outcome text not null default 'in-progress', hangup_side text, cause int, is_reconciled boolean not null default false,
  version int not null default 1, live jsonb,
  primary key (tenant_id, id)
) partition by range (id);
create index calls_by_time on calls (tenant_id, started_at desc, id desc);
create index calls_by_agent on calls (tenant_id, agent_id, started_at desc, id desc);
create index calls_by_customer on calls (tenant_id, customer_id, started_at desc, id desc);
create index calls_live on calls (tenant_id) where ended_at is null;
create index calls_by_number on calls using gin (tenant_id, bahu_digit_grams(number));
create table call_legs (
  tenant_id uuid not null references tenants, call_id uuid not null, id text not null, role text not null check (role in ('customer', 'agent')),
  agent_id uuid, number text not null, started_at timestamptz not null, ringing_at timestamptz, answered_at timestamptz, ended_at timestamptz,
  outcome text not null default 'in-progress', cause int, sip_code int,
  primary key (tenant_id, call_id, id), foreign key (tenant_id, call_id) references calls (tenant_id, id)
) partition by range (call_id);
create table call_events (
  tenant_id uuid not null references tenants, call_id uuid not null, seq int not null, at timestamptz not null, type text not null, data jsonb not null,
  primary key (tenant_id, call_id, seq)
) partition by range (call_id);
create table agent_states (
  tenant_id uuid not null references tenants, agent_id uuid not null, started_at timestamptz not null, seq bigint not null,
  activity text not null, call_id uuid, ended_at timestamptz, seconds numeric(12, 3), next_activity text,
  primary key (tenant_id, agent_id, started_at, seq)
) partition by range (started_at);
create index agent_states_open on agent_states (tenant_id, agent_id) where ended_at is null;
create table recordings (
  tenant_id uuid not null references tenants, id uuid not null, call_id uuid not null, kind text not null default 'call' check (kind in ('call', 'voicemail')),
  status text not null default 'recording' check (status in ('recording', 'pending', 'ready', 'incomplete', 'missing')),
  source text not null, path text, peaks_path text, seconds numeric(12, 3), expected_seconds numeric(12, 3), channels int, bytes bigint, started_at timestamptz not null, ready_at timestamptz,
  primary key (tenant_id, id), unique (tenant_id, call_id, kind), foreign key (tenant_id, call_id) references calls (tenant_id, id)
);
-- Intent rows for effects outside of the database (webhooks, messages, files): written with the change, worked off by jobs.
create table outbox (
  tenant_id uuid not null references tenants, id uuid not null, kind text not null, payload jsonb not null, created_at timestamptz not null default now(),
  attempts int not null default 0, done_at timestamptz, last_error text,
  primary key (tenant_id, id)
);

create table customers (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, phone text not null, phone_reversed text not null generated always as (reverse(phone)) stored,
  company text not null default '', title text not null default '', stage text not null default '', email text not null default '', address text not null default '', note text not null default '',
  fields jsonb not null default '{}', owner_id uuid, department_id uuid,
  name_grams text[] not null generated always as (bahu_grams(name)) stored, phone_grams text[] not null generated always as (bahu_digit_grams(phone)) stored,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), last_call_at timestamptz, version int not null default 1,
  primary key (tenant_id, id), unique (tenant_id, phone),
  foreign key (tenant_id, owner_id) references agents (tenant_id, id)
);
create index customers_by_time on customers (tenant_id, created_at desc, id desc);
create index customers_by_owner on customers (tenant_id, owner_id, created_at desc, id desc);
create index customers_by_last_call on customers (tenant_id, last_call_at desc nulls last, id desc);
create index customers_by_name on customers using gin (tenant_id, name_grams);
create index customers_by_phone_part on customers using gin (tenant_id, phone_grams);
create table follow_ups (
  tenant_id uuid not null references tenants, id uuid not null, customer_id uuid not null, call_id uuid, agent_id uuid not null,
  service_type text not null, stage text not null, call_state text not null, current_state text not null, channel text not null, content text not null,
  remind_at timestamptz, created_at timestamptz not null default now(),
  primary key (tenant_id, id), foreign key (tenant_id, customer_id) references customers (tenant_id, id), foreign key (tenant_id, call_id) references calls (tenant_id, id)
);
create index follow_ups_by_customer on follow_ups (tenant_id, customer_id, created_at desc, id desc);

create table calls_other partition of calls default;
create table call_legs_other partition of call_legs default;
create table call_events_other partition of call_events default;
create table agent_states_other partition of agent_states default;
-- Further months are made ahead of time by a daily job.
call bahu_make_partitions(now(), 4);

do $$
declare t text;
begin
  foreach t in array array['roles', 'departments', 'users', 'agents', 'sessions', 'sign_ins', 'audit_rows', 'softphones', 'trunks', 'voice_files', 'queues', 'queue_members', 'menus',
    'did_numbers', 'calls', 'call_legs', 'call_events', 'agent_states', 'recordings', 'outbox', 'customers', 'follow_ups'] loop
    call bahu_protect(t::regclass);
  end loop;
end $$;
-- The audit log is append-only for the application.
revoke update, delete on audit_rows from bahu_app;

-- Searching by parts uses array operators, which row-level security keeps away from an index (they are not leakproof).
-- These functions run as the owner, who must therefore name the tenant himself.
create function bahu_customers_by_name(grams text[], pattern text, most int) returns setof uuid language sql stable security definer set search_path = public
  begin atomic; select id from customers where tenant_id = bahu_tenant() and name_grams @> grams and lower(name) like pattern limit most; end;
create function bahu_customers_by_digits(grams text[], pattern text, most int) returns setof uuid language sql stable security definer set search_path = public
  begin atomic; select id from customers where tenant_id = bahu_tenant() and phone_grams @> grams and phone like pattern limit most; end;
create function bahu_calls_by_digits(grams text[], pattern text, most int) returns setof uuid language sql stable security definer set search_path = public
  begin atomic; select id from calls where tenant_id = bahu_tenant() and bahu_digit_grams(number) @> grams and number like pattern order by started_at desc limit most; end;
