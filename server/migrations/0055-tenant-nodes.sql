-- A company lives whole on one media server: its trunks, phones and calls (docs/decisions/0022-one-node-a-company.md).
alter table tenants add column node text not null default 'default' check (node ~ '^[a-z0-9-]{1,32}$');
