-- Programs as guests: keys to come in with, requests that may be repeated, and signed notices of what has happened.

create table api_keys (
  tenant_id uuid not null references tenants, id uuid not null, owner_id uuid not null, name text not null, prefix text not null, secret_hash bytea not null, permissions text[] not null,
  created_at timestamptz not null default now(), expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz, last_address text,
  primary key (tenant_id, id), unique (tenant_id, secret_hash), foreign key (tenant_id, owner_id) references users (tenant_id, id) on delete cascade
);
create index api_keys_by_time on api_keys (tenant_id, created_at desc, id desc);

-- One row per Idempotency-Key of one holder (a key or a user). Without a status the request is under way, or its process died.
create table idempotent_requests (
  tenant_id uuid not null references tenants, holder_id uuid not null, key text not null, request_hash bytea not null, attempt_id uuid not null,
  status int, content_type text, body text, expires_at timestamptz not null,
  primary key (tenant_id, holder_id, key)
);
create index idempotent_requests_by_end on idempotent_requests (tenant_id, expires_at);

-- `owner_id` is who saved it last: what is sent is what he may read. The old secret signs along until `old_secret_until`.
create table webhooks (
  tenant_id uuid not null references tenants, id uuid not null, owner_id uuid, url text not null, events text[] not null, is_enabled boolean not null default true, note text not null default '',
  secret text not null, old_secret text, old_secret_until timestamptz, failures int not null default 0, last_delivered_at timestamptz, version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id), foreign key (tenant_id, owner_id) references users (tenant_id, id) on delete set null (owner_id)
);

-- What is to be told, written with the change itself. `payload` is filled at the first try and stays; a replay begins a new round of tries.
create table webhook_deliveries (
  tenant_id uuid not null references tenants, id uuid not null, webhook_id uuid not null, event text not null, record_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')), payload jsonb, created_at timestamptz not null default now(),
  attempts int not null default 0, round_start int not null default 0, next_at timestamptz, delivered_at timestamptz, last_status int, last_fault text, last_answer text,
  primary key (tenant_id, id), foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade
);
create index webhook_deliveries_by_time on webhook_deliveries (tenant_id, created_at desc, id desc);
create index webhook_deliveries_by_webhook on webhook_deliveries (tenant_id, webhook_id, created_at desc, id desc);

do $$
declare t text;
begin
  foreach t in array array['api_keys', 'idempotent_requests', 'webhooks', 'webhook_deliveries'] loop
    call bahu_protect(t::regclass);
  end loop;
end $$;

-- An id as `newId` makes it (uuid v7), for rows that the database itself adds.
create function bahu_id() returns uuid language sql volatile as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Enqueues the delivery of a notice. Each address has a line of its own, so that a slow one holds up nobody else and its notices keep their order.
create function bahu_add_delivery(webhook uuid, delivery uuid, run_at timestamptz default null) returns void language plpgsql security definer set search_path = public as $$
begin
  if bahu_tenant() is null then raise exception 'a notice needs the tenant of the transaction'; end if;
  perform graphile_worker.add_job('webhook.deliver', json_build_object('tenantId', bahu_tenant(), 'payload', json_build_object('id', delivery)), queue_name => 'webhook:' || webhook,
    run_at => run_at, job_key => bahu_tenant()::text || ':webhook:' || delivery);
end $$;
revoke execute on function bahu_add_delivery from public;
grant execute on function bahu_add_delivery to bahu_app;

-- Notes an event for every address that wants it. `data` is what can only be said now, of a record that is about to go.
create function bahu_emit(event_given text, record uuid, data jsonb default null) returns void language plpgsql as $$
declare
  wanted record;
  added uuid;
begin
  for wanted in select id from webhooks where tenant_id = bahu_tenant() and is_enabled and event_given = any(events) loop
    added := bahu_id();
    insert into webhook_deliveries (tenant_id, id, webhook_id, event, record_id, payload, next_at) values (bahu_tenant(), added, wanted.id, event_given, record,
      case when data is not null then jsonb_build_object('type', event_given, 'timestamp', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', data) end, now());
    perform bahu_add_delivery(wanted.id, added);
  end loop;
end $$;

-- Calls are written by the engine in batches; a row that starts or ends a call tells of it itself. Without addresses this is one look at an empty table.
create function bahu_call_told() returns trigger language plpgsql as $$
begin
  if not exists (select from webhooks where tenant_id = new.tenant_id and is_enabled) then return null; end if;
  if tg_op = 'INSERT' then perform bahu_emit('call.started', new.id); end if;
  if new.ended_at is not null then perform bahu_emit('call.ended', new.id); end if;
  return null;
end $$;
create trigger calls_started after insert on calls for each row execute function bahu_call_told();
create trigger calls_ended after update of ended_at on calls for each row when (old.ended_at is null and new.ended_at is not null) execute function bahu_call_told();
