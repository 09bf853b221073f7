-- What is done to live calls happens outside of the database. Its entry is written first and says what is wanted; another row says how it went.
-- An intent without one is an act of which nobody knows whether it was done. Both are append-only for the application.
alter table audit_rows add column is_intent boolean not null default false;
create table audit_outcomes (
  tenant_id uuid not null references tenants, audit_id uuid not null, at timestamptz not null default now(), outcome text not null,
  primary key (tenant_id, audit_id), foreign key (tenant_id, audit_id) references audit_rows (tenant_id, id) on delete cascade
);
call bahu_protect('audit_outcomes');
revoke update, delete on audit_outcomes from bahu_app;
