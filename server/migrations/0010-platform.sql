-- The platform: operators who run the installation apart from all tenants, what they did, and what holds for the whole installation.

-- Tables of the installation: a transaction that runs for a tenant finds them empty and can write nothing into them.
create procedure bahu_protect_platform(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy platform on %s using (bahu_tenant() is null) with check (bahu_tenant() is null)', target);
  execute format('grant select, insert, update, delete on %s to bahu_app', target);
end $$;

create table operators (
  id uuid primary key, login_name text not null, name text not null, password_hash text not null,
  is_enabled boolean not null default true, must_change_password boolean not null default true,
  failed_sign_ins int not null default 0, locked_until timestamptz, last_sign_in_at timestamptz, created_at timestamptz not null default now()
);
create unique index operators_by_login_name on operators (lower(login_name));
create table operator_sessions (
  id uuid primary key, operator_id uuid not null references operators on delete cascade, token_hash bytea not null unique,
  address text not null, device text not null, created_at timestamptz not null default now(), expires_at timestamptz not null
);
create index operator_sessions_by_operator on operator_sessions (operator_id);
-- What operators did; the name stays readable whatever becomes of the operator.
create table operator_log (
  id uuid primary key, at timestamptz not null default now(), operator_id uuid, operator_name text not null, address text,
  action text not null, tenant_id uuid references tenants, before jsonb, after jsonb
);
create index operator_log_by_time on operator_log (at desc, id desc);
create index operator_log_by_tenant on operator_log (tenant_id, at desc, id desc);
-- One row for the whole installation.
create table platform_settings (only_one boolean primary key default true check (only_one), branding jsonb not null default '{}');

do $$
declare t text;
begin
  foreach t in array array['operators', 'operator_sessions', 'operator_log', 'platform_settings'] loop
    call bahu_protect_platform(t::regclass);
  end loop;
end $$;
-- Append-only for the application, as the audit log of the tenants is.
revoke update, delete on operator_log from bahu_app;

-- Creates a tenant and returns its code: the wanted one, or the lowest that is free. The application's role may do it only outside of a tenant.
create function bahu_create_tenant(new_id uuid, wanted_code text, new_name text, new_note text, agents int, channels int, storage bigint, expiry timestamptz, new_settings jsonb)
returns text language plpgsql security definer set search_path = public as $$
declare
  new_code text := wanted_code;
begin
  if bahu_tenant() is not null then
    raise insufficient_privilege using message = 'permission denied: a tenant cannot create tenants';
  end if;
  -- One after the other, so that two cannot find the same free code.
  perform pg_advisory_xact_lock(800800801);
  if new_code is null then
    select min(taken.number + 1)::text into new_code from (select 100000 as number union all select code::int from tenants) as taken
    where taken.number between 100000 and 999998 and not exists (select from tenants where code = (taken.number + 1)::text);
  end if;
  insert into tenants (id, code, name, note, licensed_agents, licensed_channels, storage_bytes, expires_at, settings)
  values (new_id, new_code, new_name, new_note, agents, channels, storage, expiry, new_settings);
  return new_code;
end $$;
revoke execute on function bahu_create_tenant from public;
grant execute on function bahu_create_tenant to bahu_app;

-- The table of tenants is open to the application. A transaction that runs for a tenant may change that tenant's own settings, never a licence.
create function bahu_guard_tenant() returns trigger language plpgsql as $$
begin
  if bahu_tenant() is not null and (old.id <> bahu_tenant()
    or row(new.id, new.code, new.status, new.expires_at, new.licensed_agents, new.licensed_channels, new.storage_bytes, new.note)
      is distinct from row(old.id, old.code, old.status, old.expires_at, old.licensed_agents, old.licensed_channels, old.storage_bytes, old.note)) then
    raise insufficient_privilege using message = 'permission denied: a tenant cannot change licences or other tenants';
  end if;
  return new;
end $$;
create trigger guard before update on tenants for each row execute function bahu_guard_tenant();
