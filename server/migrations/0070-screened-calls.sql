-- The calls that were refused because a list has their number (domain/callcontrol/screening.ts), by the entry of the list: found and counted by an index,
-- which a part of a fact's jsonb cannot be under row-level security.
create table screened_calls (
  tenant_id uuid not null references tenants, entry_id uuid not null, call_id uuid not null,
  primary key (tenant_id, entry_id, call_id)
);
call bahu_protect('screened_calls');

create function bahu_keep_screened() returns trigger language plpgsql as $$
begin
  insert into screened_calls (tenant_id, entry_id, call_id) values (new.tenant_id, (new.data ->> 'entryId')::uuid, new.call_id) on conflict do nothing;
  return new;
end $$;
create trigger keep_screened before insert on call_events for each row when (new.type = 'refused' and new.data ? 'entryId') execute function bahu_keep_screened();
