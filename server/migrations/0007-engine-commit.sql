-- One statement, one round trip for a batch of the engine: the tenant is set, the batch is written, sound of ended calls gets its row and one job.
create type bahu_sound as (id uuid, call_id uuid, kind text, source text, started_at timestamptz, expected_seconds numeric);

create function bahu_engine_commit(tenant uuid, epoch_given bigint, batch jsonb) returns void language plpgsql as $$
declare
  added jsonb;
begin
  perform set_config('app.tenant', tenant::text, true);
  call bahu_engine_write(epoch_given, batch);
  if jsonb_array_length(batch -> 'sounds') = 0 then return; end if;
  with rows as (
    insert into recordings (tenant_id, id, call_id, kind, status, source, started_at, expected_seconds)
    select tenant, s.id, s.call_id, s.kind, 'pending', s.source, s.started_at, s.expected_seconds from jsonb_populate_recordset(null::bahu_sound, batch -> 'sounds') s
    on conflict (tenant_id, call_id, kind) do nothing returning id
  )
  select jsonb_agg(id) into added from rows;
  if added is not null then perform bahu_add_job('recording.finish', jsonb_build_object('recordingIds', added), null, null, null); end if;
end $$;
