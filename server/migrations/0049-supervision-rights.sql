-- Supervision has permissions of its own. The built-in roles of companies that exist get them as those of new ones do;
-- other roles get none by themselves.
alter table roles no force row level security;
update roles r
set permissions = r.permissions || array(select name from unnest(given.names) as name where name <> all (r.permissions))
from (values
  ('inspector', array['monitor.listen']),
  ('leader', array['monitor.listen', 'monitor.whisper', 'monitor.barge', 'monitor.take-over', 'monitor.state']),
  ('supervisor', array['monitor.listen', 'monitor.whisper', 'monitor.barge', 'monitor.take-over', 'monitor.state',
    'monitor.hang-up']),
  ('administrator', array['monitor.listen', 'monitor.whisper', 'monitor.barge', 'monitor.take-over', 'monitor.state',
    'monitor.hang-up'])
) as given (code, names)
where r.is_built_in and r.code = given.code;
alter table roles force row level security;
