-- How each leg of a call sounded: a sample about every five seconds, kept beside the leg and as long as it. No row of the engine's depends on one, so nothing
-- here refers to another table: a sample that comes before its leg, or not at all, harms nothing. `series` holds samples as `domain/voice-quality/series.ts`
-- packs them; what lists ask for stands beside.
create table leg_quality (
  tenant_id uuid not null references tenants, call_id uuid not null, leg_id text not null,
  series jsonb not null, samples int not null, mos_sum int not null, poor_samples int not null,
  -- `poorLeast` of the domain.
  is_poor boolean not null generated always as (poor_samples >= 2) stored,
  primary key (tenant_id, call_id, leg_id)
) partition by range (call_id);
create index leg_quality_poor on leg_quality (tenant_id, call_id desc) where is_poor;
create table leg_quality_other partition of leg_quality default;
do $$
declare
  before text := pg_get_functiondef('bahu_make_partitions(timestamptz, int)'::regprocedure);
  after text := replace(before, $q$'call_events', 'call_segments']$q$, $q$'call_events', 'call_segments', 'leg_quality']$q$);
begin
  if after = before then raise exception 'bahu_make_partitions names no tables'; end if;
  execute after;
end $$;
call bahu_make_partitions(now(), 4);
call bahu_protect('leg_quality');
