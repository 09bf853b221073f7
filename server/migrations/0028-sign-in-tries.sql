-- Wrong passwords by account and by the network that they came from (domain/sign-in). `account` is the id of a user, `operator ` with the id of an
-- operator, or what was typed where there is none; '' stands for the whole tenant. `network` is an address, a /64, or '*' for all strange ones together.
-- No references: accounts and tenants that do not exist are counted exactly as those that do.
create table sign_in_tries (
  tenant_id uuid not null, account text not null, network text not null, failures int not null default 0, blocked_until timestamptz,
  -- When somebody signed in from there last.
  known_at timestamptz, last_at timestamptz not null default now(),
  primary key (tenant_id, account, network)
);
create index sign_in_tries_by_network on sign_in_tries (tenant_id, network) where blocked_until is not null;
create index sign_in_tries_by_time on sign_in_tries (tenant_id, last_at);
call bahu_protect('sign_in_tries');

-- Where people have signed in until now is known from the start.
insert into sign_in_tries (tenant_id, account, network, known_at, last_at)
select tenant_id, user_id::text, address, max(at), max(at) from sign_ins
where result = 'ok' and user_id is not null and address not like '%:%' and at > now() - interval '90 days' group by 1, 2, 3;
insert into sign_in_tries (tenant_id, account, network, known_at, last_at)
select tenant_id, '', network, max(known_at), max(last_at) from sign_in_tries group by 1, 3;
