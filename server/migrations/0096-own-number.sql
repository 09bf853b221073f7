-- The number of the company in a call is its own number, as the glossary calls it.
alter table calls rename column line_number to own_number;
alter type bahu_call rename attribute line_number to own_number;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(before, 'line_number', 'own_number');
begin
  if after = before then raise exception 'bahu_engine_commit names no column line_number'; end if;
  execute after;
end $$;

alter table live_state no force row level security;
update live_state set state = (state - 'lineNumber') || jsonb_build_object('ownNumber', state -> 'lineNumber') where kind = 'call' and state ? 'lineNumber';
alter table live_state force row level security;
