/** Creating and changing customers: numbers become E.164, a taken number is refused to those who see numbers, a masked one is taken from the call. */
import type { Static } from 'typebox';
import type { CustomerChange, NewCustomer } from '@bahu/contract/customers.ts';
import { customerTextKeys, type CustomerTextKey } from '@bahu/domain/fields/customer-fields.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { newId } from '../../../kernel/ids.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { limitPerHour } from '../../../kernel/hourly-limit.ts';
import { changedFields, listFields, writeFields } from '../../platform/fields/index.ts';
import { toldCategory } from './fields.ts';
import { makePrimary, removeMissing, setLabel, tiedBy, writeNumbers, type Tied } from './further-numbers.ts';
import { onTaken, readPhone, revealed, takenAsRefusal, tieCalls, type Line } from './number-rules.ts';
import { holdCustomer, labelNumber, ownNumbers } from './numbers-store.ts';
import { canEdit } from './scope.ts';
import * as store from './store.ts';
import type { CustomerRecord } from './store.ts';
import { hasWishes, writingWishes } from './wishes.ts';

/** A customer as it was stored, and whose calls with its new numbers became its own: none of a number that is not new or was typed blindly. */
export interface Stored {
  customer: CustomerRecord;
  tied: readonly Tied[];
}

/** @throws Refusal phone.invalid-number, customer.phone-taken, not-found for a call that is not the principal's, or too-many-requests. */
export function createCustomer(ctx: Ctx, input: Static<typeof NewCustomer>): Promise<Stored> {
  const { callId, phone: typed, label, numbers = [], fields: sent, ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const call = callId === undefined ? undefined : await openRecord(tx, ctx.principal, 'call', callId);
      if (callId !== undefined && !call) throw new Refusal('not-found');
      const { isTyped, ...line } = await readPhone(tx, ctx, typed, call?.number);
      const designed = await listFields(tx, 'customers');
      const id = newId();
      const fields = await writeFields(tx, ctx.principal, designed, sent, { owner: 'customers', id, known: null });
      const written = { ...values, ...line, fields };
      typing(written);
      const category = await toldCategory(tx, null, values.categoryId);
      await store.insertCustomer(tx, ctx.principal, id, written, onTaken(ctx.principal));
      const tied = tiedBy(line.phone, await tieCalls(tx, ctx.principal, { id, phone: line.phone, callId }, isTyped));
      if (label) await labelNumber(tx, id, label);
      await audit(tx, ctx, {
        action: 'customer.create',
        recordType: 'customer',
        recordId: id,
        recordName: values.name,
        after: {
          ...withoutCategory(values),
          ...category.after,
          ...line,
          ...(label && { label }),
          ...changedFields(designed, {}, fields).after,
        },
      });
      const known = [{ number: line.phone, extension: line.phoneExtension ?? values.phoneExtension ?? '' }];
      const lines = { sent: numbers, was: [], known };
      const further = await writeNumbers(tx, ctx, { id, name: values.name }, lines, typing);
      await emit(tx, 'customer.created', id);
      return { customer: await mustFind(tx, ctx, id), tied: [...tied, ...further] };
    }),
  );
}

/** @throws Refusal not-found, forbidden outside of the scope of editing, customer.changed-meanwhile, customer.phone-taken, phone.invalid-number or too-many-requests. */
export function changeCustomer(ctx: Ctx, id: string, input: Static<typeof CustomerChange>): Promise<Stored> {
  const { version, phone: typed, label, numbers: _numbers, primaryId: _primaryId, fields: sent, ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const { before, numbers } = await heldForChange(tx, ctx, id, input);
      const { isTyped = false, ...line }: Partial<Line> =
        typed === undefined ? {} : await readPhone(tx, ctx, typed, before.phone);
      const phone = line.phone ?? before.phone;
      // Also one typed blindly that is the same: what happens to the rest of the record must not tell.
      const isNew = phone !== before.phone || (isTyped && ctx.principal.masksNumbers);
      // An extension belongs to its number: another number has none until one is given.
      const changed = {
        ...(isNew && { phoneExtension: '' }),
        ...textsFrom(ctx.principal, values, before),
        ...(isTyped && line),
      };
      typing({ phone, phoneExtension: changed.phoneExtension ?? before.phoneExtension });
      if (numbers) await removeMissing(tx, ctx, before, numbers);
      const designed = sent ? await listFields(tx, 'customers') : [];
      const record = { owner: 'customers' as const, id, known: before.fields };
      const fields = sent && (await writeFields(tx, ctx.principal, designed, sent, record));
      const told = changedFields(designed, before.fields, fields ?? before.fields);
      const category = await toldCategory(tx, before.categoryId, changed.categoryId);
      if (hasWishes(changed)) await writingWishes(tx, ctx.principal);
      if (
        !(await store.updateCustomer(
          tx,
          id,
          version,
          { ...changed, ...(fields && { fields }) },
          onTaken(ctx.principal),
        ))
      )
        throw new Refusal('customer.changed-meanwhile');
      const tied = isNew
        ? tiedBy(phone, await tieCalls(tx, ctx.principal, { id, phone, callId: undefined }, isTyped))
        : [];
      const said = withoutCategory(changed);
      const keys = Object.keys(said) as (keyof typeof said)[];
      await audit(tx, ctx, {
        action: 'customer.change',
        recordType: 'customer',
        recordId: id,
        recordName: changed.name ?? before.name,
        before: { ...Object.fromEntries(keys.map((key) => [key, before[key]])), ...category.before, ...told.before },
        after: { ...said, ...category.after, ...told.after },
      });
      if (label !== undefined) await setLabel(tx, ctx, before, before.numbers[0]!, label);
      const was = before.numbers.filter(({ isPrimary }) => isNew || !isPrimary);
      const lines = {
        sent: numbers ?? [],
        was,
        known: numbers ? ownNumbers((await mustFind(tx, ctx, id)).numbers) : [],
      };
      const further = await writeNumbers(tx, ctx, before, lines, typing);
      await emit(tx, 'customer.changed', id);
      return { customer: await mustFind(tx, ctx, id), tied: [...tied, ...further] };
    }),
  );
}

/** A customer whom the principal may change, held until the end of the transaction, and with the primary number that was chosen. */
async function heldForChange(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { version, primaryId = id, numbers }: Static<typeof CustomerChange>,
): Promise<{ before: CustomerRecord; numbers: typeof numbers }> {
  const isCurrent = await holdCustomer(tx, id, version);
  const whole = await mustFind(tx, ctx, id);
  const found = { ...whole, numbers: ownNumbers(whole.numbers) };
  if (!canEdit(ctx.principal, found)) throw new Refusal('forbidden');
  // Said before anything that somebody who was faster may have taken away is missed.
  if (!isCurrent) throw new Refusal('customer.changed-meanwhile');
  if (primaryId === id) return { before: found, numbers };
  const placed = await makePrimary(tx, ctx, found, primaryId, numbers);
  const before = await mustFind(tx, ctx, id);
  return { before: { ...before, numbers: ownNumbers(before.numbers) }, numbers: placed };
}

/** One of a customer's numbers whole, the primary one when none is named; noted in the audit log. @throws Refusal not-found or too-many-requests. */
export function revealNumber(ctx: Ctx, id: string, numberId = id): Promise<{ number: string }> {
  return ctx.tenant(async (tx) => {
    const { name, numbers } = await mustFind(tx, ctx, id);
    const found = numbers.find((one) => one.id === numberId);
    if (!found) throw new Refusal('not-found');
    await limitPerHour(tx, ctx.principal, revealed);
    await audit(tx, ctx, { action: 'customer.reveal-number', recordType: 'customer', recordId: id, recordName: name });
    return { number: nationalForm(found.number) };
  });
}

/** A customer that the principal may open. @throws Refusal not-found. */
export async function mustFind(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  const customer = await store.findCustomer(tx, ctx.principal, id);
  if (!customer) throw new Refusal('not-found');
  return customer;
}

/** The log says what a category is called. */
const withoutCategory = <T extends { categoryId?: string | null }>({ categoryId: _categoryId, ...values }: T) => values;

/** The same, whom nobody merges away or deletes until the transaction ends. @throws Refusal not-found. */
export async function mustHold(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  for (;;) {
    const customer = await mustFind(tx, ctx, id);
    const held = tx.selectFrom('customers').select('id').where('id', '=', customer.id).forKeyShare();
    if (await held.executeTakeFirst()) return customer;
  }
}

/** Texts that came back as the editor saw them, with the numbers that were hidden in them. */
function textsFrom<T extends Partial<Record<CustomerTextKey, string>>>(
  editor: Principal,
  values: T,
  known: CustomerRecord,
): T {
  const read = customerTextKeys.flatMap((key) =>
    values[key] === undefined ? [] : [[key, textFrom(editor, values[key], known[key])]],
  );
  return { ...values, ...(Object.fromEntries(read) as Partial<T>) };
}
