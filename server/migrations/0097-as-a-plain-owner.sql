-- What 0064, 0071 and 0077 did to rows, once more: an owner of the schema who is no superuser was bound by the policies then, saw no rows, and changed
-- none of them. Whatever was done already is left as it is.

-- Primary numbers of customers from before 0064. A number that somebody else got as a further one in the meantime makes a duplicate of its customer.
create temp table without_number on commit drop as
  select tenant_id, id from customers c where not exists (select from customer_numbers n where n.tenant_id = c.tenant_id and n.id = c.id);
update customers c set is_duplicate = true from without_number w
where c.tenant_id = w.tenant_id and c.id = w.id and not c.is_duplicate and exists (
  select from customer_numbers n where n.tenant_id = c.tenant_id and n.number = c.phone and n.extension = c.phone_extension and not n.is_duplicate);
insert into customer_numbers (tenant_id, id, customer_id, number, extension, position, is_primary, is_duplicate, created_at)
  select c.tenant_id, c.id, c.id, c.phone, c.phone_extension, 0, true, c.is_duplicate, c.created_at
  from customers c join without_number w on w.tenant_id = c.tenant_id and w.id = c.id;

-- The blacklist, in companies where nobody may manage it: elsewhere the rights were given, and may have been taken away on purpose since.
update roles r set permissions = r.permissions || array(
  select name from unnest(case r.code when 'administrator' then array['blacklist.read', 'blacklist.manage'] else array['blacklist.read'] end) name
  where name <> all (r.permissions))
where r.is_built_in and r.code in ('supervisor', 'administrator') and not exists (
  select from roles o where o.tenant_id = r.tenant_id and 'blacklist.manage' = any (o.permissions));

update list_views set search = (search - 'stage') || jsonb_build_object('fields',
  concat_ws(';', 'stage:is:' || (search ->> 'stage'), nullif(search ->> 'fields', '')))
where list = 'customers' and jsonb_typeof(search -> 'stage') = 'string';

update follow_ups f set fields = f.fields where f.fields <> '{}' and f.field_keys is null and exists (
  select from field_definitions d where d.tenant_id = f.tenant_id and d.owner = 'follow-ups' and d.slot is not null and f.fields ? d.field_id);
