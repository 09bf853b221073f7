-- What the end of a call asks is found without reading what agents and companies have set: whether anybody wants texts after calls is a column.
alter table tenants add column wants_texts boolean generated always as
  (coalesce(settings #>> '{desk,defaults,textAfterCall}' in ('ask', 'send'), false)) stored;
alter table desk_settings add column wants_texts boolean generated always as (coalesce(own ->> 'textAfterCall' in ('ask', 'send'), false)) stored;
create index desk_settings_wanting_texts on desk_settings (tenant_id) where wants_texts;

-- Behind 0187, whose rule it is.
create or replace function bahu_note_text_after_call() returns trigger language plpgsql as $$
begin
  -- Whoever writes rows without being a tenant sends nothing; nor does an end that comes late, from the journal.
  if bahu_tenant() is null or new.ended_at < now() - interval '15 minutes' then return null; end if;
  if exists (select from tenants t where t.id = new.tenant_id and t.wants_texts)
    or exists (select from desk_settings d where d.tenant_id = new.tenant_id and d.wants_texts) then
    perform bahu_add_job('message.after-call', jsonb_build_object('callId', new.id), 'message:' || new.id);
  end if;
  return null;
end $$;

-- Patterns of a blacklist by what their numbers begin with: of one number few are read, however long the list is.
create index blacklist_patterns on blacklist_entries (tenant_id, (substring(number from '^[^?*]*'))) where number ~ '[?*]';
