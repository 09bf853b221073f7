-- A further try may move a missed call to somebody else: whoever had it is told as well, or they go on counting it.
create function bahu_tell_former_owner() returns trigger language plpgsql as $$
begin
  -- Whoever writes rows without being a tenant tells nobody.
  if bahu_tenant() is null then return null; end if;
  perform bahu_add_job('missed-call.tell',
    jsonb_build_object('id', new.id, 'was', jsonb_build_object('agentId', old.agent_id, 'queueId', old.queue_id, 'departmentId', old.department_id)),
    concat_ws(':', 'missed-call', new.id, old.agent_id, old.queue_id, old.department_id));
  return null;
end $$;
create trigger missed_calls_moved after update of agent_id, queue_id, department_id on missed_calls for each row
  when ((old.agent_id, old.queue_id, old.department_id) is distinct from (new.agent_id, new.queue_id, new.department_id))
  execute function bahu_tell_former_owner();
