-- Files of the fields of records (附件). The row comes before the bytes, so that no file is ever without one: `receiving` until they are whole,
-- `removing` from when nothing may take them any more until they are gone. What is known of a file never changes; records keep a copy of it.
create table attachments (
  tenant_id uuid not null references tenants, id uuid not null,
  -- The record that has it; null until one is saved with it. No reference: records are of many tables, and a daily job looks what is still used.
  owner text, record_id uuid,
  state text not null default 'receiving' check (state in ('receiving', 'stored', 'removing')),
  name text not null, media_type text not null default '', bytes int not null default 0, sha256 text not null default '', path text not null,
  -- Since when its record has it no more.
  unused_since timestamptz,
  created_by uuid, created_at timestamptz not null default now(),
  primary key (tenant_id, id), check ((owner is null) = (record_id is null)),
  foreign key (tenant_id, created_by) references users (tenant_id, id) on delete set null (created_by)
);
-- What nobody has saved yet: counted for each user, and removed when nobody does.
create index attachments_unsaved on attachments (tenant_id, created_by) where record_id is null;
call bahu_protect('attachments');
