-- Codes by which agents say what a call was about (小结代码): groups of them, each for all calls or for those of some queues.
create table wrap_up_groups (
  tenant_id uuid not null references tenants, id uuid not null, name text not null, name_en text not null default '', position int not null default 1,
  applies_to text not null default 'all' check (applies_to in ('all', 'queues')), is_required boolean not null default false, is_enabled boolean not null default true,
  version int not null default 1, created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index wrap_up_groups_by_name on wrap_up_groups (tenant_id, lower(name));
call bahu_protect('wrap_up_groups');

-- What a group is for, by its kind: a queue that is gone leaves a line that means nothing.
create table wrap_up_targets (
  tenant_id uuid not null references tenants, group_id uuid not null, kind text not null check (kind in ('queue')), target_id uuid not null,
  primary key (tenant_id, group_id, kind, target_id),
  foreign key (tenant_id, group_id) references wrap_up_groups (tenant_id, id) on delete cascade
);
call bahu_protect('wrap_up_targets');

create table wrap_up_codes (
  tenant_id uuid not null references tenants, id uuid not null, group_id uuid not null, name text not null, name_en text not null default '', position int not null,
  next_action text not null default 'none' check (next_action in ('none', 'callback', 'block', 'todo')), after_minutes int not null default 0,
  is_enabled boolean not null default true,
  primary key (tenant_id, id),
  foreign key (tenant_id, group_id) references wrap_up_groups (tenant_id, id) on delete cascade
);
create index wrap_up_codes_by_group on wrap_up_codes (tenant_id, group_id, position);
call bahu_protect('wrap_up_codes');

-- What each agent who talked in a call says of it. A row without a code is of a call that wants one.
create table call_wrap_ups (
  tenant_id uuid not null references tenants, call_id uuid not null, agent_id uuid not null, queue_id uuid, is_required boolean not null default false,
  code_id uuid, chosen_at timestamptz, chosen_by_id uuid, is_late boolean not null default false, due_at timestamptz, blocked_entry_id uuid,
  version int not null default 1,
  primary key (tenant_id, call_id, agent_id),
  foreign key (tenant_id, code_id) references wrap_up_codes (tenant_id, id)
);
create index call_wrap_ups_missing on call_wrap_ups (tenant_id, call_id) where is_required and code_id is null;
create index call_wrap_ups_by_code on call_wrap_ups (tenant_id, code_id, call_id) where code_id is not null;
create index call_wrap_ups_due on call_wrap_ups (tenant_id, agent_id, due_at) where due_at is not null;
call bahu_protect('call_wrap_ups');

-- Every choice of a code, also those that were changed since.
create table wrap_up_choices (
  tenant_id uuid not null references tenants, id uuid not null default bahu_id(), call_id uuid not null, agent_id uuid not null, code_id uuid not null,
  chosen_at timestamptz not null default now(), chosen_by_id uuid not null, is_late boolean not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, code_id) references wrap_up_codes (tenant_id, id)
);
create index wrap_up_choices_of_call on wrap_up_choices (tenant_id, call_id, agent_id, id);
call bahu_protect('wrap_up_choices');

-- Whether the calls of a queue, or of none, want a code.
create function bahu_wants_wrap_up(tenant uuid, queue uuid) returns boolean language sql stable as $$
  select exists (
    select from wrap_up_groups g where g.tenant_id = tenant and g.is_enabled and g.is_required
      and (g.applies_to = 'all' or exists (
        select from wrap_up_targets t where t.tenant_id = tenant and t.group_id = g.id and t.kind = 'queue' and t.target_id = queue))
      and exists (select from wrap_up_codes c where c.tenant_id = tenant and c.group_id = g.id and c.is_enabled))
$$;

-- An agent's stay in a call is over, once however often the engine writes it: `call_segments` takes an end once. Whoever has chosen a code in the call has it.
create function bahu_note_wrap_up() returns trigger language plpgsql as $$
begin
  if not bahu_wants_wrap_up(new.tenant_id, new.queue_id)
    or exists (select from calls c where c.tenant_id = new.tenant_id and c.id = new.call_id and c.direction = 'internal') then return null; end if;
  insert into call_wrap_ups (tenant_id, call_id, agent_id, queue_id, is_required) values (new.tenant_id, new.call_id, new.agent_id, new.queue_id, true)
  on conflict (tenant_id, call_id, agent_id) do update set is_required = true, queue_id = coalesce(excluded.queue_id, call_wrap_ups.queue_id);
  return null;
end $$;
create trigger note_wrap_up_of_new after insert on call_segments for each row
  when (new.kind = 'agent' and new.is_main and new.agent_id is not null and new.answered_at is not null and new.ended_at is not null) execute function bahu_note_wrap_up();
create trigger note_wrap_up after update of ended_at on call_segments for each row
  when (old.ended_at is null and new.ended_at is not null and new.kind = 'agent' and new.is_main and new.agent_id is not null and new.answered_at is not null)
  execute function bahu_note_wrap_up();

call bahu_grant('wrap-up-group.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('wrap-up-group.manage', array['administrator']);
call bahu_grant('wrap-up.choose', array['agent', 'leader', 'supervisor', 'administrator']);
call bahu_grant('wrap-up.correct', array['leader', 'supervisor', 'administrator']);
