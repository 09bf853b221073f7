-- A customer's last call follows from the calls themselves, whoever writes them, once per call and not with each of its changes.
create function bahu_note_last_call() returns trigger language plpgsql as $$
begin
  update customers set last_call_at = new.started_at
  where tenant_id = new.tenant_id and id = new.customer_id and (last_call_at is null or last_call_at < new.started_at);
  return null;
end $$;
create trigger note_last_call_of_new after insert on calls for each row when (new.customer_id is not null) execute function bahu_note_last_call();
create trigger note_last_call after update on calls for each row
  when (new.customer_id is not null and old.customer_id is distinct from new.customer_id) execute function bahu_note_last_call();
