-- The second factor of an operator of the platform, in the form of the tenants' `second_factors`. It goes with its operator.
create table operator_second_factors (
  operator_id uuid primary key references operators on delete cascade, secret text not null, confirmed_at timestamptz, recovery_hashes bytea[] not null default '{}',
  last_step bigint not null default 0, created_at timestamptz not null default now()
);
call bahu_protect_platform('operator_second_factors');
