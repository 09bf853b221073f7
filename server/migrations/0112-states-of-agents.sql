-- What is shown of an agent is kept beside what they do. Before, it was the same.
update live_state set state = state || jsonb_build_object('state', state -> 'activity') where kind = 'agent' and state ? 'activity' and not state ? 'state';
