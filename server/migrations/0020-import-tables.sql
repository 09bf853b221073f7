-- Where the table stands in a file that was uploaded, what is decided once for many rows, and remarks on cells that are imported all the same.

-- `top_rows` are the first rows of the sheet, of which the head is chosen. `merged` is the range of data merged over rows that ends last.
-- `choices` are the user's own; `questions` what was found, with how many rows. `path` is null once the file was removed.
alter table imports
  add column sheets jsonb not null default '[""]', add column sheet int, add column head_line int not null default 1, add column first_line int not null default 2,
  add column top_rows jsonb not null default '[]', add column merged jsonb, add column choices jsonb not null default '{}', add column questions jsonb not null default '[]',
  add column remarks jsonb not null default '[]', alter column path drop not null;
alter table import_rows add column remarks text;
