-- A customer who comes into the table with a category that is gone has none: one restored from the bin, imported, or put back.
create function bahu_leave_gone_category() returns trigger language plpgsql as $$
begin
  if not exists (select from customer_categories g where g.tenant_id = new.tenant_id and g.id = new.category_id) then
    new.category_id := null;
  end if;
  return new;
end $$;
create trigger customers_without_gone_category before insert on customers for each row when (new.category_id is not null)
  execute function bahu_leave_gone_category();
