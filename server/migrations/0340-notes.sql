-- Notes (便签): what somebody is reminded of at a time. Whether they have done it stands in todo_reads, and is void once the note has another time.
create table notes (
  tenant_id uuid not null references tenants, id uuid not null, title text not null, body text not null default '', level text not null, at timestamptz not null,
  user_id uuid not null, tells_superior boolean not null default false, author_id uuid, version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, author_id) references users (tenant_id, id) on delete set null (author_id)
);
create index notes_by_user on notes (tenant_id, user_id, at);
create index notes_by_author on notes (tenant_id, author_id);
call bahu_protect('notes');
create function bahu_note_moved() returns trigger language plpgsql as $$
begin
  delete from todo_reads where tenant_id = new.tenant_id and kind = 'note' and record_id = new.id;
  return null;
end $$;
create trigger notes_moved after update of at on notes for each row when (new.at <> old.at) execute function bahu_note_moved();
call bahu_grant('note.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('note.manage', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);

-- Who has been told of what at its minute: of one's screens the first says it, and the others do not.
create table todo_notices (
  tenant_id uuid not null references tenants, kind text not null, record_id uuid not null, user_id uuid not null, at timestamptz not null,
  primary key (tenant_id, kind, record_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index todo_notices_by_user on todo_notices (tenant_id, user_id);
call bahu_protect('todo_notices');
