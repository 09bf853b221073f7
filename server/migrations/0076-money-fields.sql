-- Amounts are compared and sorted as numbers are.
create or replace function bahu_field_key(type text, value jsonb) returns text language sql immutable parallel safe
  return case
    when value is null or jsonb_typeof(value) = 'null' then null
    when type in ('radio', 'select', 'cascade') and jsonb_typeof(value) = 'array' then
      (select string_agg(chr(1) || id || '/', '' order by level) from jsonb_array_elements_text(case jsonb_typeof(value) when 'array' then value else '[]' end) with ordinality as path (id, level))
    when type = 'agent' and jsonb_typeof(value) = 'object' then value ->> 'agent'
    when jsonb_typeof(value) <> 'string' then null
    when type in ('number', 'money') then bahu_number_key(value #>> '{}')
    when type = 'date' then substring(value #>> '{}' from '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')
    when type = 'date-time' then substring(value #>> '{}' from '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$')
    else left(bahu_fold(value #>> '{}'), 256) end;
