-- A department is of one company, so that its customers are found without naming the company. The planner joins the bitmaps of two indexes only where
-- they have no condition in common: so a region and a field, or a region and a stage, are looked for together.
drop index customers_by_department;
create index customers_by_department on customers (department_id, created_at desc, id desc) where department_id is not null;
