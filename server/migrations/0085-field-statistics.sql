-- How often the values of searchable fields are: the planner takes no statistics from the indexes of their keys, as these are partial, and would
-- guess that a range has a third of all customers or a half percent.
do $$
begin
  for place in 1 .. 8 loop
    execute format('create statistics customers_field_%1$s on (((field_keys)[%1$s]) collate "C") from customers', place);
  end loop;
end $$;
analyze customers;
