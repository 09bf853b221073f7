-- One owner for the media server, and with it for the calls of all tenants: its events come over one socket, so a part of it cannot be owned.
-- The epoch rises with each change of owner; every write of the engine carries it.
create table engine_lease (
  only_one boolean primary key default true check (only_one), holder bigint not null, epoch bigint not null, expires_at timestamptz not null
);
grant select, insert, update on engine_lease to bahu_app;

-- Takes or renews the lease. Returns the epoch, or null when another living holder has it. `dead` is a holder whose process is known to be gone.
create function bahu_take_engine(me bigint, seconds int, dead bigint) returns bigint language sql as $$
  insert into engine_lease as held (holder, epoch, expires_at) values (me, 1, clock_timestamp() + make_interval(secs => seconds))
  on conflict (only_one) do update set
    epoch = held.epoch + case when held.holder = me then 0 else 1 end,
    holder = me, expires_at = clock_timestamp() + make_interval(secs => seconds)
  where held.holder = me or held.expires_at < clock_timestamp() or held.holder = dead
  returning epoch
$$;

-- The procedure by which the engine writes asks for the new lease and stays as it is otherwise.
do $$
declare
  before text := pg_get_functiondef('bahu_engine_write(bigint, jsonb)'::regprocedure);
  after text := replace(before, 'from tenant_leases where tenant_id = tenant and epoch = epoch_given for share', 'from engine_lease where epoch = epoch_given for share');
begin
  if after = before then raise exception 'bahu_engine_write does not ask for a lease'; end if;
  execute after;
end $$;

drop function bahu_take_lease(uuid, bigint, int, boolean);
drop table tenant_leases;
