-- A phone is the browser's, or a SIP desk phone that registers with the same kind of credentials.
alter table softphones add column kind text not null default 'browser' check (kind in ('browser', 'desk'));
