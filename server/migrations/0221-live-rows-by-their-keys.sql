-- What is live is written one by one, by its key: a call's row is then asked for in its one partition, where the statement for all of them opened every
-- partition that there is, at every batch; and nothing is deleted where nothing is over.
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  first_word constant text := '  -- What is live moves forward only';
  next_words constant text := $q$  if jsonb_array_length(batch -> 'legs') > 0 then$q$;
  variables constant text := '  added jsonb;';
begin
  if position(first_word in before) = 0 or position(next_words in before) < position(first_word in before) or position(variables in before) = 0 then
    raise exception 'bahu_engine_commit has another shape';
  end if;
  execute replace(split_part(before, first_word, 1), variables, variables || '
  one bahu_live;') || $q$  -- What is live moves forward only, and of a call only while its row says that it is up: an older batch that comes late must not bring back what is over.
  for one in select * from jsonb_populate_recordset(null::bahu_live, batch -> 'live') loop
    if one.state is null then
      delete from live_state where tenant_id = tenant and kind = one.kind and id = one.id;
    elsif one.kind <> 'call' or exists (select from calls where tenant_id = tenant and id = one.id and ended_at is null) then
      insert into live_state (tenant_id, kind, id, state, version) values (tenant, one.kind, one.id, one.state, one.version)
      on conflict (tenant_id, kind, id) do update set state = excluded.state, version = excluded.version
      where live_state.version is null or live_state.version < excluded.version;
    end if;
  end loop;

$q$ || substr(before, position(next_words in before));
end $$;
