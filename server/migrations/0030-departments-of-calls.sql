-- Calls that no agent ever had belong to the department of their queue, else of their menu, else of the number that was dialled.

alter table queues add column department_id uuid, add foreign key (tenant_id, department_id) references departments (tenant_id, id) on delete set null (department_id);
alter table menus add column department_id uuid, add foreign key (tenant_id, department_id) references departments (tenant_id, id) on delete set null (department_id);
alter table did_numbers add column department_id uuid, add foreign key (tenant_id, department_id) references departments (tenant_id, id) on delete set null (department_id);

-- A queue that is there already is its members': it goes to the lowest department that holds all of them, and its calls without an agent go along.
-- Tenant by tenant, as whoever runs this may be under row-level security too.
do $$
declare
  tenant uuid;
begin
  for tenant in select id from tenants loop
    perform set_config('app.tenant', tenant::text, true);
    update queues q set department_id = (
      select d.id from departments d
      where d.tenant_id = q.tenant_id and exists (select from queue_members m where m.tenant_id = q.tenant_id and m.queue_id = q.id)
        and not exists (
          select from queue_members m join agents a on a.tenant_id = m.tenant_id and a.id = m.agent_id join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
            left join departments own on own.tenant_id = u.tenant_id and own.id = u.department_id
          where m.tenant_id = q.tenant_id and m.queue_id = q.id and (own.path is null or not starts_with(own.path, d.path)))
      order by length(d.path) desc limit 1)
    where q.tenant_id = tenant;
    update calls c set department_id = q.department_id from queues q
    where c.tenant_id = tenant and q.tenant_id = tenant and q.id = c.queue_id and c.agent_id is null and c.department_id is null and q.department_id is not null;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
