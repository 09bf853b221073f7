-- What a code has been chosen for, which decides whether it can be removed; and what keeps numbers on the blacklist.
create index wrap_up_choices_by_code on wrap_up_choices (tenant_id, code_id);
create index call_wrap_ups_blocking on call_wrap_ups (tenant_id, call_id) where blocked_entry_id is not null;
