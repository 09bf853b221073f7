-- What may not be read may not be found out (decision 0013).

-- Whoever may not see numbers may save one that another customer has, and is not told so: the later customer is marked, for those who see numbers.
alter table customers add column is_duplicate boolean not null default false;
alter table customers drop constraint customers_tenant_id_phone_key;
create unique index customers_by_number on customers (tenant_id, phone) where not is_duplicate;
create index customers_duplicates on customers (tenant_id, phone) where is_duplicate;

-- The order by name. A number that stands in a name counts as one digit: who sees it masked would find it out by where the row stands.
alter table customers add column name_order text not null generated always as (regexp_replace(name, '[0-9０-９]([ .-]*[0-9０-９]){6,}', '0', 'g')) stored;
drop index customers_by_pinyin;
create index customers_by_pinyin on customers (tenant_id, name_order collate "zh-x-icu", id);

-- With which rights an answer was given that is kept for a repeated request, and over whose records an export reached.
alter table idempotent_requests add column reach jsonb;
alter table background_jobs add column reach jsonb;
