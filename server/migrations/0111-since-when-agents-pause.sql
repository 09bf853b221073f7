-- Since when agents want what they want, and since when they are busy or away, also while a page is loaded anew. Before, both began with the state.
update live_state set state = state || jsonb_build_object('chosenAt', state -> 'since', 'pausedSince',
  case when coalesce(state ->> 'state', state ->> 'activity') in ('busy', 'away') then state -> 'since' end)
where kind = 'agent' and state ? 'since' and not state ? 'chosenAt';
