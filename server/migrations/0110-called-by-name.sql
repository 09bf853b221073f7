-- Customers by their name, whoever owns them, for who looks for calls: of those with whom calls of a range have been, so that the cut comes after the range.
-- The range is that of calls: of an agent, or of the departments; all of the tenant when both are null.
create function bahu_called_by_name(grams text[], pattern text, agent uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers u where tenant_id = bahu_tenant() and name_grams @> grams and bahu_fold(name) like pattern
      and exists (select from calls c where c.tenant_id = bahu_tenant() and c.customer_id = u.id
        and (agent is null or c.agent_id = agent or c.department_id = any(departments))) limit most;
  end;
create function bahu_called_by_initials(start text, agent uuid, departments uuid[], most int) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
  begin atomic
    select id from customers u where tenant_id = bahu_tenant() and name_initials ^@ start
      and exists (select from calls c where c.tenant_id = bahu_tenant() and c.customer_id = u.id
        and (agent is null or c.agent_id = agent or c.department_id = any(departments))) limit most;
  end;
