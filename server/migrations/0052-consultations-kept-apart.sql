-- What was said in a consultation can be kept apart from the customer's file: a recording of its own, tied to its segment, heard by its own permission.
alter table recordings drop constraint recordings_kind_check;
alter table recordings add constraint recordings_kind_check check (kind in ('call', 'voicemail', 'consultation'));
alter table recordings add column segment_seq int;
alter table recordings add constraint recordings_of_segment check ((kind = 'consultation') = (segment_seq is not null));
alter table recordings drop constraint recordings_tenant_id_call_id_kind_key;
alter table recordings add constraint recordings_once unique nulls not distinct (tenant_id, call_id, kind, segment_seq);
alter type bahu_sound add attribute segment_seq int;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(replace(replace(before,
    'insert into recordings (tenant_id, id, call_id, kind, status, source, started_at, expected_seconds)', 'insert into recordings (tenant_id, id, call_id, kind, status, source, started_at, expected_seconds, segment_seq)'),
    's.source, s.started_at, s.expected_seconds from', 's.source, s.started_at, s.expected_seconds, s.segment_seq from'),
    'on conflict (tenant_id, call_id, kind) do nothing returning id', 'on conflict (tenant_id, call_id, kind, segment_seq) do nothing returning id');
begin
  if after not like '%expected_seconds, segment_seq)%' or after not like '%s.segment_seq from%' or after not like '%kind, segment_seq) do nothing%' then
    raise exception 'bahu_engine_commit has another shape';
  end if;
  execute after;
end $$;

alter table roles no force row level security;
update roles set permissions = permissions || array['recording.consultation']
where is_built_in and code in ('supervisor', 'administrator') and 'recording.consultation' <> all (permissions);
alter table roles force row level security;
