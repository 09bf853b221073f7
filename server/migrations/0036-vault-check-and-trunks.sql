-- A value that is known, sealed with the installation's key: a process with another key finds out before it does anything.
create table vault_check (only_one boolean primary key default true check (only_one), sealed text not null);
call bahu_protect_platform('vault_check');

-- Calls of two trunks that carriers send from the same address and port cannot be told apart. Trunks of the simulated carrier all lead to the same one.
-- Where there are such trunks already they stay as they are, and the log names them.
do $$
begin
  create unique index trunks_source on trunks (tenant_id, lower(host), port) where kind = 'peer' and is_enabled and not is_simulated;
exception when unique_violation then
  raise warning 'two trunks of a tenant have the same address and port: their calls cannot be told apart';
end $$;
