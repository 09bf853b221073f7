-- An extension behind the customer's number, sent as keys to whoever answers. Calls abroad are a right that is given, not one that everybody has.

alter table customers add column phone_extension text not null default '' check (phone_extension ~ '^[0-9*#]{0,8}$');

alter table agents alter column may_call_international set default false;
