-- Files that a record has beside its fields (附件): since when. Null for one that stands in a field, or is taken off.
alter table attachments add column attached_at timestamptz;
create index attachments_beside_fields on attachments (tenant_id, owner, record_id, attached_at desc, id desc) where attached_at is not null;
-- Saving a file is a right of its own by now: whoever could, can.
update roles set permissions = permissions || '{attachment.download}' where 'customer.read' = any (permissions) and not 'attachment.download' = any (permissions);
update api_keys set permissions = permissions || '{attachment.download}' where 'customer.read' = any (permissions) and not 'attachment.download' = any (permissions);
