-- Finding in the audit log: by department for those who see theirs, by action, by any part of a name or an address.

create index audit_rows_by_department on audit_rows (tenant_id, department_id, at desc, id desc);
create index audit_rows_by_action on audit_rows (tenant_id, action, at desc, id desc);

-- Who did it, to what, from where, as one text.
create function bahu_audit_words(actor text, record text, address text) returns text language sql immutable parallel safe
  return actor || ' ' || coalesce(record, '') || ' ' || coalesce(address, '');
create index audit_rows_by_words on audit_rows using gin (tenant_id, bahu_grams(bahu_audit_words(actor_name, record_name, address)));

-- Array operators are kept away from an index by row-level security, so this runs as the owner, who names the tenant himself. The reader's
-- scope comes before the limit: `actor` and `departments` are null for a reader of all rows. Planned for each search, for its parts may be rare or common.
create function bahu_audit_by_words(grams text[], pattern text, actor uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from audit_rows
    where tenant_id = bahu_tenant() and bahu_grams(bahu_audit_words(actor_name, record_name, address)) @> grams
      and lower(bahu_audit_words(actor_name, record_name, address)) like pattern
      and (actor is null or actor_id = actor or department_id = any(departments))
    order by at desc limit most;
  end;
