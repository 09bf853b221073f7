-- A second call while the first waits is a permission of its own. The built-in roles of companies that exist get it as those of new ones do: who leads
-- others is called by them while they talk; who only serves callers has one at a time.
alter table roles no force row level security;
update roles set permissions = permissions || array['desk.second-call']
where is_built_in and code in ('leader', 'supervisor', 'administrator') and 'desk.second-call' <> all (permissions);
alter table roles force row level security;
