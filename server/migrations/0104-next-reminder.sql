-- When a customer is to be called next, and by which follow-up: that of their latest one. A later follow-up without a reminder settles it.
-- Whoever owns the customer is reminded, of one in the pool its author.
alter table customers add column remind_at timestamptz, add column reminder_id uuid, add column reminder_author_id uuid;

update customers c set remind_at = f.remind_at, reminder_id = f.id, reminder_author_id = f.agent_id
from (select distinct on (tenant_id, customer_id) * from follow_ups order by tenant_id, customer_id, created_at desc, id desc) f
where c.tenant_id = f.tenant_id and c.id = f.customer_id and f.remind_at is not null;

create index customers_to_remind on customers (tenant_id, coalesce(owner_id, reminder_author_id), remind_at) where remind_at is not null;

create function bahu_note_reminder() returns trigger language plpgsql as $$
begin
  update customers c set remind_at = new.remind_at, reminder_id = new.id, reminder_author_id = new.agent_id
  where c.tenant_id = new.tenant_id and c.id = new.customer_id
    and not exists (
      select from follow_ups f where f.tenant_id = new.tenant_id and f.customer_id = new.customer_id
        and (f.created_at, f.id) > (new.created_at, new.id)
    );
  return null;
end $$;
create trigger note_reminder_of_new after insert on follow_ups for each row execute function bahu_note_reminder();
create trigger note_reminder after update of remind_at on follow_ups for each row execute function bahu_note_reminder();
