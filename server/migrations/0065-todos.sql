-- Who has read what of which they are reminded (待办事务): the kind is a record of the contract, whose rows stand in the table of its own slice.
create table todo_reads (
  tenant_id uuid not null references tenants, kind text not null, record_id uuid not null, user_id uuid not null, read_at timestamptz not null default now(),
  primary key (tenant_id, kind, record_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index todo_reads_by_user on todo_reads (tenant_id, user_id);
call bahu_protect('todo_reads');

-- A permission of a new slice goes to the built-in roles of companies that exist, as those of new ones get it; other roles get none by themselves.
create procedure bahu_grant(permission text, codes text[]) language plpgsql as $$
begin
  alter table roles no force row level security;
  update roles set permissions = permissions || permission where is_built_in and code = any (codes) and permission <> all (permissions);
  alter table roles force row level security;
end $$;
