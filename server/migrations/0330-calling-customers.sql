-- Whether a customer wants to be called (免打扰, 联系许可): the wish itself, and since when and by whom it is so.
alter table customers
  add do_not_call text not null default '' check (do_not_call in ('', 'yes')), add do_not_call_reason text not null default '',
  add do_not_call_at timestamptz, add do_not_call_by uuid,
  add consent text not null default '' check (consent in ('', 'given', 'refused')), add consent_how text not null default '',
  add consent_at timestamptz, add consent_by uuid;

-- Few have said anything, so that lists find those and nobody else pays for it.
create index customers_by_do_not_call on customers (tenant_id, do_not_call, created_at desc, id desc) include (owner_id, department_id) where do_not_call <> '';
create index customers_by_consent on customers (tenant_id, consent, created_at desc, id desc) include (owner_id, department_id) where consent <> '';

-- Whoever writes a wish names themself in app.user; who comes back from the recycle bin or a merge brings along what was noted.
create function bahu_note_wishes() returns trigger language plpgsql as $$
declare writer uuid := nullif(current_setting('app.user', true), '')::uuid;
begin
  if tg_op = 'INSERT' then
    if new.do_not_call <> '' and new.do_not_call_at is null then new.do_not_call_at := now(); new.do_not_call_by := writer; end if;
    if new.consent <> '' and new.consent_at is null then new.consent_at := now(); new.consent_by := writer; end if;
    return new;
  end if;
  if new.do_not_call <> old.do_not_call then new.do_not_call_at := now(); new.do_not_call_by := writer; end if;
  if new.consent <> old.consent then new.consent_at := now(); new.consent_by := writer; end if;
  return new;
end $$;
create trigger note_first_wishes before insert on customers for each row when (new.do_not_call <> '' or new.consent <> '') execute function bahu_note_wishes();
create trigger note_wishes before update on customers for each row
  when (new.do_not_call <> old.do_not_call or new.consent <> old.consent) execute function bahu_note_wishes();

-- What the customers who have a number want, of whom any is enough to refuse a call: those with the number behind extensions, duplicates and contacts too.
create function bahu_wishes_of_number(tenant uuid, wanted text) returns table (do_not_call text, consent text) language sql stable as $$
  select c.do_not_call, c.consent from customer_numbers n join customers c on c.tenant_id = n.tenant_id and c.id = n.customer_id
  where n.tenant_id = tenant and n.number = wanted and (c.do_not_call <> '' or c.consent = 'refused')
$$;
