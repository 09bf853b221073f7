-- What is stored says it in the words of the glossary: an outcome "not-served" instead of "goodbye", "media-server-restarted" instead of "engine-lost",
-- credentials that are issued, agents who rest until the delay after a call that they did not answer is over.
alter table softphones rename column minted_at to issued_at;

do $$
declare named text;
begin
  foreach named in array array['calls', 'call_legs', 'call_events', 'live_state'] loop
    execute format('alter table %I no force row level security', named);
  end loop;
  foreach named in array array['calls', 'call_legs'] loop
    execute format($sql$update %I set outcome = case outcome when 'goodbye' then 'not-served' else 'media-server-restarted' end
      where outcome in ('goodbye', 'engine-lost')$sql$, named);
  end loop;
  update call_events set data = jsonb_set(data, '{outcome}', to_jsonb(case data ->> 'outcome' when 'goodbye' then 'not-served' else 'media-server-restarted' end))
    where data ->> 'outcome' in ('goodbye', 'engine-lost');
  update live_state set state = (state - 'restsUntil') || jsonb_build_object('noAnswerDelayUntil', state -> 'restsUntil')
    where kind = 'agent' and state ? 'restsUntil';
  foreach named in array array['calls', 'call_legs', 'call_events', 'live_state'] loop
    execute format('alter table %I force row level security', named);
  end loop;
end $$;
