-- Since when a customer has a number: another primary number is theirs from now on. Whoever may not see numbers is told whose one is where that was so before they
-- could have typed it.
create or replace function bahu_change_primary_number() returns trigger language plpgsql as $$
begin
  update customer_numbers set number = new.phone, extension = new.phone_extension, is_duplicate = new.is_duplicate,
    created_at = case when (number, extension) = (new.phone, new.phone_extension) then created_at else now() end
    where tenant_id = new.tenant_id and id = new.id;
  return null;
end $$;
