-- What was written about a contact can be corrected by whoever wrote it and by whoever may change the customer; `version` is what the editor last saw.
alter table follow_ups add column version int not null default 1;
call bahu_grant('follow-up.edit', array['agent', 'leader', 'supervisor', 'administrator']);
