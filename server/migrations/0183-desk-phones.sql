-- Desk phones: a SIP account of an agent that stays until it is revoked. `setup_hash` is of a link that sets one up, once and until `setup_until`.
create table desk_phones (
  tenant_id uuid not null references tenants, agent_id uuid not null, secret text not null, issued_at timestamptz not null default now(),
  is_used boolean not null default false,
  registered_at timestamptz, address text not null default '', user_agent text not null default '',
  setup_hash bytea, setup_until timestamptz,
  primary key (tenant_id, agent_id), check ((setup_hash is null) = (setup_until is null)),
  foreign key (tenant_id, agent_id) references agents (tenant_id, id) on delete cascade
);
create unique index desk_phones_by_setup on desk_phones (tenant_id, setup_hash) where setup_hash is not null;
call bahu_protect('desk_phones');
call bahu_grant('desk-phone.manage', array['administrator']);
call bahu_grant('desk-phone.own', array['agent', 'leader', 'supervisor', 'administrator']);

-- Whether a session telephones on the page or at the desk. Until now a desk phone had the password of a session, and ended with it.
delete from softphones where kind = 'desk';
alter table softphones alter column secret drop not null, add check ((kind = 'desk') = (secret is null));

-- What a session's page said that it is when somebody signed in.
alter table sessions add column client text not null default 'web' check (client in ('web', 'app'));
