-- Whose a customer is (客户归属, SPEC C7): locks of their agents, and who had them before.

-- Until then nobody takes the customer from its agent; infinity for a lock without an end. One whose time is over counts as none, whether a task has removed
-- it yet or not.
alter table customers add column locked_until timestamptz;
alter table customers add constraint customers_locked_of_agents check (locked_until is null or owner_id is not null);
create index customers_locked on customers (tenant_id, owner_id, locked_until) where locked_until is not null;

-- A lock is the agent's who set it: another agent, or one who comes back from the recycle bin or a merge, begins without.
create function bahu_end_lock() returns trigger language plpgsql as $$
begin
  new.locked_until := null;
  return new;
end $$;
create trigger customers_end_lock before update of owner_id on customers for each row
  when (old.owner_id is distinct from new.owner_id and new.locked_until is not null) execute function bahu_end_lock();
create trigger customers_begin_unlocked before insert on customers for each row
  when (new.locked_until is not null) execute function bahu_end_lock();

-- Each change of a customer's agent, whatever changed it: `bahu.owner_cause` says of the transaction why and by whom. Several customers may have become one:
-- `original_id` is the one of whom the row was written. `place` is their order: whoever changes a customer holds it meanwhile, so that no later row has a lower one.
create table customer_owners (
  tenant_id uuid not null, customer_id uuid not null, place bigint generated always as identity, original_id uuid not null,
  from_id uuid, to_id uuid, reason text not null, by_id uuid, by_name text not null, at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, customer_id, place)
);
create index customer_owners_taken on customer_owners (tenant_id, by_id, at) where reason = 'take';
call bahu_protect('customer_owners');

create function bahu_note_owner() returns trigger language plpgsql as $$
declare cause jsonb := nullif(current_setting('bahu.owner_cause', true), '')::jsonb;
begin
  insert into customer_owners (tenant_id, customer_id, original_id, from_id, to_id, reason, by_id, by_name)
    values (new.tenant_id, new.id, new.id, old.owner_id, new.owner_id,
      coalesce(cause ->> 'reason', 'other'), (cause ->> 'by_id')::uuid, coalesce(cause ->> 'by_name', ''));
  return null;
end $$;
create trigger customers_note_owner after update of owner_id on customers for each row
  when (old.owner_id is distinct from new.owner_id) execute function bahu_note_owner();

alter table background_jobs drop constraint background_jobs_kind_check;
alter table background_jobs add constraint background_jobs_kind_check
  check (kind in ('import', 'export', 'bulk-delete', 'bulk-assign', 'bulk-change', 'bulk-lock', 'bulk-unlock', 'bulk-take', 'bulk-give-back'));

call bahu_grant('customer.lock', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('customer.take', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('customer.unlock', array['supervisor', 'administrator']);
