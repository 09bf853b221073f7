-- A leg outside names its trunk: a transfer, a consultation and the call's own party may each use another one.
alter table call_legs add column trunk_id uuid;
alter type bahu_leg add attribute trunk_id uuid;
do $$
declare
  before text := pg_get_functiondef('bahu_engine_commit(uuid, bigint, jsonb)'::regprocedure);
  after text := replace(before, 'outcome, cause, sip_code)', 'outcome, cause, sip_code, trunk_id)');
begin
  if after = before then raise exception 'bahu_engine_commit writes no legs as they are known'; end if;
  execute after;
end $$;

-- What is known of earlier ones: the party of the call itself. By which trunk others were reached was not kept.
alter table calls no force row level security;
alter table call_legs no force row level security;
update call_legs l set trunk_id = c.trunk_id from calls c
  where c.tenant_id = l.tenant_id and c.id = l.call_id and c.trunk_id is not null and l.role = 'customer' and l.number = c.number;
alter table calls force row level security;
alter table call_legs force row level security;
