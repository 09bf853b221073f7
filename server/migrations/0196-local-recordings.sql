-- Local recordings (本地录音): sound that an agent has brought along. It belongs to a call of ours that has no recording, or to one that was made elsewhere,
-- of which nothing is known but what the agent says and the file holds.
alter table calls add column is_elsewhere boolean not null default false;
alter table recordings drop constraint recordings_kind_check;
alter table recordings add constraint recordings_kind_check check (kind in ('call', 'voicemail', 'consultation', 'local'));
alter table recordings add column media_type text not null default 'audio/wav' check (media_type in ('audio/wav', 'audio/mpeg', 'audio/mp4'));

-- What is about to come: noted before its first byte, so that no byte is ever without a row. With the last byte it becomes a recording, or nothing.
create table local_recordings (
  tenant_id uuid not null references tenants, id uuid not null, agent_id uuid not null, call_id uuid, customer_id uuid, number text, direction text,
  started_at timestamptz, bytes bigint not null, path text not null, is_coming boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  check ((call_id is null) = (number is not null and direction in ('inbound', 'outbound') and started_at is not null)),
  foreign key (tenant_id, agent_id) references users (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id) on delete set null (customer_id)
);
create index local_recordings_of_agent on local_recordings (tenant_id, agent_id);
call bahu_protect('local_recordings');

-- Nothing that follows from a call on our lines follows from one that was made elsewhere: no notice of its start and end, no caller who was missed or
-- reached, no text after it.
drop trigger calls_started on calls;
create trigger calls_started after insert on calls for each row when (not new.is_elsewhere) execute function bahu_call_told();
drop trigger note_missed_call_of_new on calls;
create constraint trigger note_missed_call_of_new after insert on calls deferrable initially deferred for each row
  when (new.ended_at is not null and not new.is_elsewhere and new.direction <> 'internal' and new.number <> '') execute function bahu_note_missed_call();
do $$
declare
  before text := pg_get_functiondef('bahu_note_missed_call'::regproc);
  after text := replace(before, $q$and c.direction <> 'internal'$q$, $q$and not c.is_elsewhere and c.direction <> 'internal'$q$);
begin
  if after = before then raise exception 'the rule of missed calls is not as it was'; end if;
  execute after;
end $$;
drop trigger note_text_after_new on calls;
create constraint trigger note_text_after_new after insert on calls deferrable initially deferred for each row
  when (new.ended_at is not null and not new.is_elsewhere and new.direction <> 'internal' and new.number like '+861%') execute function bahu_note_text_after_call();

call bahu_grant('recording.upload', array['agent', 'leader', 'supervisor', 'administrator']);
