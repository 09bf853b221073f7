-- Follow-ups are listed by their next reminder, and found by it; those without one stand behind the others, in no index.
create index follow_ups_by_reminder on follow_ups (tenant_id, remind_at, id) where remind_at is not null;
-- How often the values of their searchable fields are, as of customers (0085): the planner takes no statistics from partial indexes.
do $$
begin
  for place in 1 .. 8 loop
    execute format('create statistics follow_ups_field_%1$s on (((field_keys)[%1$s]) collate "C") from follow_ups', place);
  end loop;
end $$;
analyze follow_ups;
