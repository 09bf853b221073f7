-- Lists of customers by name and by last call page by keyset, which needs an index in exactly that order. Names sort by pinyin.
create index customers_by_pinyin on customers (tenant_id, name collate "zh-x-icu", id);
drop index customers_by_last_call;
create index customers_by_last_call on customers (tenant_id, coalesce(last_call_at, '-infinity'::timestamptz) desc, id desc);
create index customers_by_stage on customers (tenant_id, stage, created_at desc, id desc);
