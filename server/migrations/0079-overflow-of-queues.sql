-- Where a queue sends whom it does not keep: who waited too long (`overflow`), who came when it was full, and who found nobody there. Stored as
-- `voicemail`, `goodbye`, `queue/<id>`, `menu/<id>`, or `number` for the number outside; a queue or menu that is gone is the voicemail.
alter table queues drop constraint queues_overflow_check,
  add column overflow_full text not null default 'voicemail', add column overflow_empty text,
  add column overflow_empty_rule text not null default 'signed-out' check (overflow_empty_rule in ('signed-out', 'unavailable')),
  add column overflow_number text;
update queues set overflow_full = overflow;
create function bahu_is_overflow(goal text) returns boolean language sql immutable as $$
  select goal ~ '^(voicemail|goodbye|number|(queue|menu)/[0-9a-f-]{36})$'
$$;
alter table queues add constraint queues_overflow_check
  check (bahu_is_overflow(overflow) and bahu_is_overflow(overflow_full) and bahu_is_overflow(overflow_empty));
