-- Rows of a file that are there already and stay as they are were counted with those that stand in the file twice.
alter table import_rows drop constraint import_rows_state_check;
alter table import_rows add constraint import_rows_state_check check (state in ('new', 'update', 'known', 'duplicate', 'invalid'));
update import_rows set state = 'known' where state = 'duplicate' and errors like '%"reason":"exists"%';
update imports i set counts = counts || jsonb_build_object('known', k.rows, 'duplicate', (counts ->> 'duplicate')::int - k.rows)
from (select i.tenant_id, i.id, (select count(*)::int from import_rows r where r.tenant_id = i.tenant_id and r.import_id = i.id and r.state = 'known') as rows from imports i) k
where k.tenant_id = i.tenant_id and k.id = i.id and counts is not null;
