-- Numbers of callers who do not show them. The law asks for them to be kept, nobody is to see them: they lie in a schema of their own, into which the
-- application's role may write and from which it cannot read; the owner of the database alone can (docs/decisions/0011). They are written as the fact
-- `caller-withheld` of a call and taken out of it before it is stored, so that no route, export, event or search can hold one.
create schema kept;
create table kept.withheld_numbers (
  tenant_id uuid not null references public.tenants, call_id uuid not null, number text not null, at timestamptz not null,
  primary key (tenant_id, call_id)
);
alter table kept.withheld_numbers enable row level security;
alter table kept.withheld_numbers force row level security;
create policy kept on kept.withheld_numbers using (tenant_id = public.bahu_tenant()) with check (tenant_id = public.bahu_tenant());
grant usage on schema kept to bahu_app;
grant insert on kept.withheld_numbers to bahu_app;

create function bahu_keep_withheld() returns trigger language plpgsql as $$
begin
  insert into kept.withheld_numbers (tenant_id, call_id, number, at) values (new.tenant_id, new.call_id, coalesce(new.data ->> 'number', ''), new.at) on conflict do nothing;
  new.data := new.data - 'number';
  return new;
end $$;
create trigger keep_withheld before insert on call_events for each row when (new.type = 'caller-withheld') execute function bahu_keep_withheld();
