-- Whose number a call was made for is asked by the page that opens with it, also when the call is over.
create index dial_numbers_by_call on dial_numbers (tenant_id, call_id) where call_id is not null;
