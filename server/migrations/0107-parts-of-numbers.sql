-- A part of a number is looked for until as many customers are found as are wanted, no longer until twice as many numbers are, of which the half was
-- thrown away. Each customer is found by one number: the primary one where that fits, else by the first of the others.
create or replace function bahu_customers_by_digits(grams text[], pattern text, owner uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
  begin atomic
    select c.id from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
    where n.tenant_id = bahu_tenant() and n.number_grams @> grams and n.number like pattern
      and (owner is null or c.owner_id = owner or c.department_id = any(departments))
      and (n.is_primary or not exists (
        select from customer_numbers o where o.tenant_id = n.tenant_id and o.customer_id = n.customer_id and o.number like pattern
          and (o.is_primary or o.id < n.id)))
    limit most;
  end;
