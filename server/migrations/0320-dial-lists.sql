-- Manual dialling (手工拨号, SPEC C9): batches of numbers, which agents dial one after the other by one key. What is known of a number is what its last call
-- said. A number that is dialled now is claimed by the id of that call: one agent has it, and one number is claimed once, whichever batches it stands in.
create table dial_lists (
  tenant_id uuid not null references tenants, id uuid not null,
  name text not null, category text not null default '', note text not null default '',
  is_ended boolean not null default false, author_id uuid, department_id uuid,
  created_at timestamptz not null default now(), version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, author_id) references users (tenant_id, id) on delete set null (author_id)
);
create unique index dial_lists_by_name on dial_lists (tenant_id, name);
call bahu_protect('dial_lists');

create table dial_numbers (
  tenant_id uuid not null references tenants, id uuid not null default bahu_id(), list_id uuid not null,
  -- In which order they came into their batches.
  place int not null generated always as identity,
  number text not null, extension text not null default '', name text not null default '', note text not null default '',
  agent_id uuid, department_id uuid, pinned_at timestamptz,
  claimed_call_id uuid, claimed_by_id uuid, claimed_at timestamptz,
  is_done boolean not null default false, call_id uuid, outcome text, refusal text,
  attempts int not null default 0, last_at timestamptz, talk_seconds int not null default 0,
  created_at timestamptz not null default now(), version int not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references dial_lists (tenant_id, id) on delete cascade,
  foreign key (tenant_id, agent_id) references users (tenant_id, id) on delete set null (agent_id),
  check (num_nulls(claimed_call_id, claimed_by_id, claimed_at) in (0, 3))
);
create unique index dial_numbers_of_list on dial_numbers (tenant_id, list_id, number, extension);
create unique index dial_numbers_claimed on dial_numbers (tenant_id, number, extension) where claimed_call_id is not null;
create unique index dial_numbers_claimed_by on dial_numbers (tenant_id, claimed_by_id) where claimed_call_id is not null;
create index dial_numbers_of_call on dial_numbers (tenant_id, claimed_call_id) where claimed_call_id is not null;
create index dial_numbers_next on dial_numbers (tenant_id, agent_id, pinned_at, place) where not is_done;
create index dial_numbers_of_department on dial_numbers (tenant_id, department_id);
create index dial_numbers_by_state on dial_numbers (tenant_id, list_id, is_done, outcome);
call bahu_protect('dial_numbers');

-- The end of a call says what became of the number for which it was made: whose phone was never called waits on. Done before the commit, when its legs are
-- there, and once: `calls` takes an end once.
create function bahu_settle_dialled() returns trigger language plpgsql as $$
declare settled record;
begin
  update dial_numbers d set claimed_call_id = null, claimed_by_id = null, claimed_at = null, version = d.version + 1,
    is_done = d.is_done or c.is_dialled, refusal = case when c.is_dialled then null else d.refusal end,
    call_id = case when c.is_dialled then new.id else d.call_id end, outcome = case when c.is_dialled then new.outcome else d.outcome end,
    attempts = d.attempts + c.is_dialled::int, last_at = case when c.is_dialled then new.started_at else d.last_at end,
    talk_seconds = case when c.is_dialled then new.talk_seconds else d.talk_seconds end
  from (select exists (
    select from call_legs l where l.tenant_id = new.tenant_id and l.call_id = new.id and l.role = 'customer') as is_dialled) c
  where d.tenant_id = new.tenant_id and d.claimed_call_id = new.id
  returning d.id, c.is_dialled into settled;
  -- Whoever writes rows without being a tenant tells nobody.
  if not found or bahu_tenant() is null then return null; end if;
  perform bahu_add_job('dial-number.tell', jsonb_build_object('id', settled.id), 'dial-number:' || settled.id);
  if settled.is_dialled then perform bahu_emit('dial-number.dialled', settled.id); end if;
  return null;
end $$;
create constraint trigger settle_dialled after update of ended_at on calls deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null and new.direction = 'outbound') execute function bahu_settle_dialled();
create constraint trigger settle_dialled_of_new after insert on calls deferrable initially deferred for each row
  when (new.ended_at is not null and new.direction = 'outbound') execute function bahu_settle_dialled();

call bahu_grant('dial-list.read', array['agent', 'inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('dial-list.manage', array['leader', 'supervisor', 'administrator']);
call bahu_grant('dial-list.export', array['supervisor', 'administrator']);
