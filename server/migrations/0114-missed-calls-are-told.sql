-- Leaders are told when too many offers in a row rang out at an agent, and when that is over. Only these rows of a state start a job.
create function bahu_tell_missed_calls() returns trigger language plpgsql as $$
begin
  perform bahu_add_job('agents.missed-calls', jsonb_build_object('agentId', new.agent_id, 'isOver', new.next_cause is distinct from 'missed-calls'));
  return null;
end $$;
create trigger agent_states_missed after insert on agent_states for each row
  when (new.cause = 'missed-calls' or new.next_cause = 'missed-calls') execute function bahu_tell_missed_calls();
