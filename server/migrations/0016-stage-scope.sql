-- A stage within a scope is counted and found from the index alone: owner and department stand in it.
drop index customers_by_stage;
create index customers_by_stage on customers (tenant_id, stage, created_at desc, id desc) include (owner_id, department_id);
