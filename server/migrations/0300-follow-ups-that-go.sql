-- Follow-ups can be deleted. The next reminder is then that of the latest one that is left.
create function bahu_forget_reminder() returns trigger language plpgsql as $$
begin
  update customers c set (remind_at, reminder_id, reminder_author_id) = (
    select f.remind_at, f.id, f.agent_id from follow_ups f
    where f.tenant_id = old.tenant_id and f.customer_id = old.customer_id order by f.created_at desc, f.id desc limit 1)
  where c.tenant_id = old.tenant_id and c.id = old.customer_id and c.reminder_id = old.id;
  return null;
end $$;
create trigger forget_reminder after delete on follow_ups for each row execute function bahu_forget_reminder();
call bahu_grant('follow-up.delete', array['supervisor', 'administrator']);
