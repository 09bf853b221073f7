-- Texts after calls (挂机短信): at most one of each call. A row is the intent; what sends takes those that wait, and none that have waited too long.
create table messages (
  tenant_id uuid not null references tenants, id uuid not null default bahu_id(), call_id uuid not null, agent_id uuid, number text not null, text text not null,
  state text not null check (state in ('asked', 'waiting', 'declined')), until timestamptz not null, created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (tenant_id, id), unique (tenant_id, call_id),
  foreign key (tenant_id, agent_id) references users (tenant_id, id) on delete set null (agent_id)
);
create index messages_asked on messages (tenant_id, agent_id, created_at) where state = 'asked';
call bahu_protect('messages');
call bahu_grant('message.send', array['agent', 'leader', 'supervisor', 'administrator']);

-- The end of a call with a mobile of China, once however often the engine writes it, where anybody wants texts after calls: what follows is found out by a job.
create function bahu_note_text_after_call() returns trigger language plpgsql as $$
declare
  wanted constant text[] := array['ask', 'send'];
begin
  -- Whoever writes rows without being a tenant sends nothing; nor does an end that comes late, from the journal.
  if bahu_tenant() is null or new.ended_at < now() - interval '15 minutes' then return null; end if;
  if exists (select from tenants t where t.id = new.tenant_id and t.settings #>> '{desk,defaults,textAfterCall}' = any (wanted))
    or exists (select from desk_settings d where d.tenant_id = new.tenant_id and d.own ->> 'textAfterCall' = any (wanted)) then
    perform bahu_add_job('message.after-call', jsonb_build_object('callId', new.id), 'message:' || new.id);
  end if;
  return null;
end $$;
create constraint trigger note_text_after_new after insert on calls deferrable initially deferred for each row
  when (new.ended_at is not null and new.direction <> 'internal' and new.number like '+861%') execute function bahu_note_text_after_call();
create constraint trigger note_text_after_call after update of ended_at on calls deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null and new.direction <> 'internal' and new.number like '+861%') execute function bahu_note_text_after_call();
