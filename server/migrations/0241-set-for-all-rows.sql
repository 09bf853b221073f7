-- What an import gives all rows whose cell of a field is empty, as a cell would say it: the category of customers (SPEC C4).
alter table imports add column for_all jsonb not null default '{}';
