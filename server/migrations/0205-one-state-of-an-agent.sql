-- An agent has one state (docs/decisions/0032-states-of-agents.md). What they did stood beside it, said less of the same, and gave the columns their name.
alter table agent_states rename column activity to state;
alter table agent_states rename column next_activity to next_state;
alter type bahu_agent_state rename attribute activity to state;
alter type bahu_agent_state rename attribute next_activity to next_state;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(before, 'activity', 'state');
begin
  if after = before then raise exception 'bahu_engine_commit names no column activity'; end if;
  execute after;
end $$;

alter table live_state no force row level security;
update live_state set state = state - 'activity' where kind = 'agent' and state ? 'activity';
alter table live_state force row level security;
