-- Full-width and half-width forms, ligatures and circled digits are one in every search (Unicode NFKC), as capitals and small letters are.

create function bahu_fold(value text) returns text language sql immutable parallel safe
  return lower(normalize(value, nfkc));

create or replace function bahu_grams(value text) returns text[] language plpgsql immutable parallel safe as $$
declare
  folded text := lower(normalize(value, nfkc));
  grams text[] := string_to_array(folded, null);
begin
  for i in 1 .. length(folded) - 1 loop grams := grams || substr(folded, i, 2); end loop;
  return grams;
end $$;

-- What is stored of names whose form differs is made anew; all others have it already. The owner of the schema sees no row of a protected table.
alter table customers no force row level security;
update customers set name = name where lower(name) <> bahu_fold(name);
alter table customers force row level security;
reindex index audit_rows_by_words;

create or replace function bahu_customers_by_name(grams text[], pattern text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers where tenant_id = bahu_tenant() and name_grams @> grams and bahu_fold(name) like pattern
      and (owner is null or owner_id = owner or department_id = any(departments)) limit most;
  end;
create or replace function bahu_audit_by_words(grams text[], pattern text, actor uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = public set plan_cache_mode = force_custom_plan
  begin atomic
    select id from audit_rows
    where tenant_id = bahu_tenant() and bahu_grams(bahu_audit_words(actor_name, record_name, address)) @> grams
      and bahu_fold(bahu_audit_words(actor_name, record_name, address)) like pattern
      and (actor is null or actor_id = actor or department_id = any(departments))
    order by at desc limit most;
  end;
