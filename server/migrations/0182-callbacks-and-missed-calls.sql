-- Behind 0115, whose rule it is. Who is called back waits for nobody else; whom the last try did not reach has been missed, though it was us who called.
create or replace function bahu_is_missed(direction text, answered_at timestamptz, outcome text, cause int) returns boolean language sql immutable as $$
  select outcome = 'callback-failed' or direction = 'inbound' and (outcome = 'voicemail'
    or answered_at is null and outcome not in ('invalid-number', 'callback') and (outcome <> 'refused' or coalesce(cause, 0) = 34))
$$;
