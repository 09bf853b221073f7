-- The default of a field is a value as the API has it: of several choices, and of a path, all its codes.
alter table field_definitions alter column default_value drop default;
alter table field_definitions alter column default_value type jsonb using
  case when type in ('multi-select', 'cascade') and default_value <> '' then jsonb_build_array(default_value) else to_jsonb(default_value) end;
alter table field_definitions alter column default_value set default '""';
