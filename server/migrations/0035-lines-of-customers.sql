-- Two people behind one switchboard are two customers: what makes a customer the same is the number with the extension behind it.
drop index customers_by_number;
create unique index customers_by_number on customers (tenant_id, phone, phone_extension) where not is_duplicate;
