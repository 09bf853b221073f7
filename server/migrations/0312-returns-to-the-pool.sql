-- Customers go back to the public pool when their agents have not followed up for so many days (到期退回, SPEC C7); the agent is warned some days before.

-- Since when there was no follow-up: the latest one, or the day on which the agent got the customer. Of those who are there it begins now.
alter table customers add column followed_at timestamptz not null default now();
-- When the agent was warned; null as soon as there is a follow-up, a lock or another agent.
alter table customers add column return_warned_at timestamptz;
create index customers_to_warn on customers (tenant_id, owner_id, followed_at) where owner_id is not null and return_warned_at is null;
create index customers_warned on customers (tenant_id, owner_id, return_warned_at) where return_warned_at is not null;

-- Whoever gets a customer begins anew, and so does a customer who comes back from the recycle bin or a merge.
create function bahu_begin_owner() returns trigger language plpgsql as $$
begin
  new.locked_until := null;
  new.return_warned_at := null;
  new.followed_at := now();
  return new;
end $$;
drop trigger customers_end_lock on customers;
drop trigger customers_begin_unlocked on customers;
drop function bahu_end_lock();
create trigger customers_begin_owner before update of owner_id on customers for each row
  when (old.owner_id is distinct from new.owner_id) execute function bahu_begin_owner();
create trigger customers_begin_again before insert on customers for each row
  when (new.locked_until is not null or new.return_warned_at is not null or new.followed_at < now()) execute function bahu_begin_owner();

create or replace function bahu_note_reminder() returns trigger language plpgsql as $$
begin
  update customers c set remind_at = new.remind_at, reminder_id = new.id, reminder_author_id = new.agent_id,
    followed_at = greatest(c.followed_at, new.created_at),
    -- A reminder that is put off is no follow-up.
    return_warned_at = case when tg_op = 'INSERT' then null else c.return_warned_at end
  where c.tenant_id = new.tenant_id and c.id = new.customer_id
    and not exists (
      select from follow_ups f where f.tenant_id = new.tenant_id and f.customer_id = new.customer_id
        and (f.created_at, f.id) > (new.created_at, new.id)
    );
  return null;
end $$;
