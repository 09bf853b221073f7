-- Leaders are told when too many offers in a row rang out at an agent, and when that is over. Only these rows of a state start a job.
create function bahu_tell_missed_offers() returns trigger language plpgsql as $$
begin
  perform bahu_add_job('agents.missed-offers', jsonb_build_object('agentId', new.agent_id, 'isOver', new.next_cause is distinct from 'missed-offers'));
  return null;
end $$;
create trigger agent_states_missed_offers after insert on agent_states for each row
  when (new.cause = 'missed-offers' or new.next_cause = 'missed-offers') execute function bahu_tell_missed_offers();
