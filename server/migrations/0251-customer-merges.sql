-- Two customers who are one (客户合并): the second one's row goes, and what is to be known for taking that back stays here for 30 days. The row itself stays:
-- whoever asks for the second one is led to the first.
create table customer_merges (
  tenant_id uuid not null references tenants, id uuid not null,
  -- No references: the second customer is gone, and the first may follow.
  into_id uuid not null, merged_id uuid not null, merged_name text not null,
  -- The row of the second one, its numbers, what changed in the first one, and the rows that went over, by table. Null when the time is over.
  record jsonb, numbers jsonb, changed jsonb, moved jsonb,
  merged_at timestamptz not null default now(), by_id uuid, by_name text not null, undone_at timestamptz,
  primary key (tenant_id, id)
);
create unique index customer_merges_of on customer_merges (tenant_id, merged_id) where undone_at is null;
create index customer_merges_into on customer_merges (tenant_id, into_id, merged_at desc) where undone_at is null;
call bahu_protect('customer_merges');
call bahu_grant('customer.merge', array['supervisor', 'administrator']);

-- Who a customer is by now who was merged, perhaps more than once; null for one who was not.
create function bahu_merged_into(tenant uuid, customer uuid) returns uuid language sql stable as $$
  with recursive chain as (
    select m.into_id, 1 as step from customer_merges m where m.tenant_id = tenant and m.merged_id = customer and m.undone_at is null
    union all
    select m.into_id, c.step + 1 from chain c join customer_merges m on m.tenant_id = tenant and m.merged_id = c.into_id and m.undone_at is null where c.step < 100)
  select into_id from chain order by step desc limit 1
$$;

-- Writes a customer as it was; columns that are newer than what is kept begin with their defaults.
create function bahu_write_customer(whole jsonb) returns void language plpgsql volatile as $$
declare names text;
begin
  select string_agg(quote_ident(a.attname), ', ') into names from pg_attribute a
    where a.attrelid = 'customers'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and whole ? a.attname;
  execute format('insert into customers (%1$s) select %1$s from jsonb_populate_record(null::customers, $1)', names) using whole;
end $$;

-- A call is told whose it is by what was known when it began; the customer may have been merged since. Nothing more is asked where the customer is there
-- and this is the latest call.
create or replace function bahu_note_last_call() returns trigger language plpgsql as $$
declare now_id uuid;
begin
  update customers set last_call_at = new.started_at
  where tenant_id = new.tenant_id and id = new.customer_id and (last_call_at is null or last_call_at < new.started_at);
  if found then return null; end if;
  -- Held, so that a merge that begins in this moment finds the call.
  perform from customers where tenant_id = new.tenant_id and id = new.customer_id for key share;
  if found then return null; end if;
  now_id := bahu_merged_into(new.tenant_id, new.customer_id);
  if now_id is not null then update calls set customer_id = now_id where tenant_id = new.tenant_id and id = new.id; end if;
  return null;
end $$;
