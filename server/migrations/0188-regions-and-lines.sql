-- What a line is given before a number (SPEC A4.3, A4.6): digits for an outside line, in place of the company's; whether mobiles of elsewhere get the 0 of long
-- distance, in place of what company and agents have set. Null: as they have it.
alter table trunks
  add column outside_prefix text check (outside_prefix ~ '^[0-9]{0,6}$'),
  add column long_distance text check (long_distance in ('never', 'always')),
  add column version int not null default 1;
call bahu_grant('trunk.read', array['supervisor', 'administrator']);
call bahu_grant('trunk.manage', array['administrator']);

-- Tables of where numbers belong (归属地) that operators have brought, each whole: one is in force, or the one that comes with the product. What was left out
-- of a file is counted by reason, and the first of it is kept with its line.
create table region_tables (
  id uuid primary key, created_at timestamptz not null default now(), operator_id uuid, operator_name text not null, file_name text not null,
  rows int not null check (rows > 0), left_out jsonb not null default '{}', samples jsonb not null default '[]', content bytea not null, in_force_since timestamptz
);
create unique index region_tables_in_force on region_tables ((in_force_since is not null)) where in_force_since is not null;
call bahu_protect_platform('region_tables');
