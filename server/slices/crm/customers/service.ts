/** Creating and changing customers: numbers become E.164, a taken number is refused to those who see numbers, a masked one is taken from the call. */
import type { Static } from 'typebox';
import type { CustomerChange, NewCustomer } from '@bahu/contract/customers.ts';
import { customerTextKeys, type CustomerTextKey } from '@bahu/domain/fields/customer-fields.ts';
import { isNumberError, nationalForm, readOne } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../../kernel/audit.ts';
import { numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { emit } from '../../../kernel/events.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { callsInReach, type CallsInReach } from '../../../kernel/ownership/calls-in-reach.ts';
import { invalidNumber } from '../../../kernel/number-refusal.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { limitPerHour } from '../../../kernel/hourly-limit.ts';
import { changedFields, listFields, writeFields } from '../../platform/fields/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { holderOf } from './numbers-store.ts';
import { canEdit } from './scope.ts';
import * as store from './store.ts';
import type { CustomerRecord } from './store.ts';

/** A customer as it was stored, and whose calls with its number became its own: none when the number is not new or was typed blindly. */
export interface Stored {
  customer: CustomerRecord;
  tied: CallsInReach | null;
  /** The number that is new, when it is not the primary one. */
  number?: string;
}

/** Numbers that somebody may type within an hour who may not see them; enough for work, too few for finding out four hidden digits. */
const typedBlindly = {
  most: 60,
  actions: ['customer.create', 'customer.change', 'customer.add-number'],
  field: 'phone',
};
/** Whole numbers that one user may have shown within an hour. */
export const revealed = { most: 30, actions: ['customer.reveal-number'] };

/** @throws Refusal phone.invalid-number, customer.phone-taken, not-found for a call that is not the principal's, or too-many-requests. */
export function createCustomer(ctx: Ctx, input: Static<typeof NewCustomer>): Promise<Stored> {
  const { callId, phone: typed, fields: sent, ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const call = callId === undefined ? undefined : await openRecord(tx, ctx.principal, 'call', callId);
      if (callId !== undefined && !call) throw new Refusal('not-found');
      const { isTyped, ...line } = await readPhone(tx, ctx, typed, call?.number);
      const designed = await listFields(tx, 'customers');
      const fields = await writeFields(tx, ctx.principal, designed, sent, null);
      const written = { ...values, ...line, fields };
      typing(written);
      const id = await store.insertCustomer(tx, ctx.principal, written, onTaken(ctx.principal));
      const tied = await tieCalls(tx, ctx.principal, { id, phone: line.phone, callId }, isTyped);
      await audit(tx, ctx, {
        action: 'customer.create',
        recordType: 'customer',
        recordId: id,
        recordName: values.name,
        after: { ...values, ...line, ...changedFields(designed, {}, fields).after },
      });
      await emit(tx, 'customer.created', id);
      return { customer: await mustFind(tx, ctx, id), tied };
    }),
  );
}

/** @throws Refusal not-found, forbidden outside of the scope of editing, customer.changed-meanwhile, customer.phone-taken, phone.invalid-number or too-many-requests. */
export function changeCustomer(ctx: Ctx, id: string, input: Static<typeof CustomerChange>): Promise<Stored> {
  const { version, phone: typed, fields: sent, ...values } = input;
  return takenAsRefusal(ctx, (typing) =>
    ctx.tenant(async (tx) => {
      const before = await mustFind(tx, ctx, id);
      if (!canEdit(ctx.principal, before)) throw new Refusal('forbidden');
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
      const designed = sent ? await listFields(tx, 'customers') : [];
      const fields = sent && (await writeFields(tx, ctx.principal, designed, sent, before.fields));
      const told = changedFields(designed, before.fields, fields ?? before.fields);
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
      const tied = isNew ? await tieCalls(tx, ctx.principal, { id, phone, callId: undefined }, isTyped) : null;
      const keys = Object.keys(changed) as (keyof typeof changed)[];
      await audit(tx, ctx, {
        action: 'customer.change',
        recordType: 'customer',
        recordId: id,
        recordName: changed.name ?? before.name,
        before: { ...Object.fromEntries(keys.map((key) => [key, before[key]])), ...told.before },
        after: { ...changed, ...told.after },
      });
      await emit(tx, 'customer.changed', id);
      return { customer: await mustFind(tx, ctx, id), tied };
    }),
  );
}

/** The whole number of a customer, noted in the audit log. @throws Refusal not-found or too-many-requests. */
export function revealNumber(ctx: Ctx, id: string): Promise<{ number: string }> {
  return ctx.tenant(async (tx) => {
    const { name, phone } = await mustFind(tx, ctx, id);
    await limitPerHour(tx, ctx.principal, revealed);
    await audit(tx, ctx, { action: 'customer.reveal-number', recordType: 'customer', recordId: id, recordName: name });
    return { number: nationalForm(phone) };
  });
}

/** A customer that the principal may open. @throws Refusal not-found. */
export async function mustFind(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  const customer = await store.findCustomer(tx, ctx.principal, id);
  if (!customer) throw new Refusal('not-found');
  return customer;
}

/** Whoever may not see numbers is not told by a refusal that somebody has one. */
export const onTaken = (principal: Principal): store.OnTaken => (principal.masksNumbers ? 'mark' : 'refuse');

/**
 * Ties the calls with a number to the customer who has it now: those that the writer sees. A number that they typed without being able to see
 * numbers ties none, or the count of calls would tell whose number it is; nor does one that is another's as well, behind another extension.
 */
export async function tieCalls(
  tx: Tx,
  principal: Principal,
  customer: { id: string; phone: string; callId: string | undefined },
  isTyped: boolean,
): Promise<CallsInReach | null> {
  if (principal.masksNumbers && isTyped) return null;
  if (await store.isShared(tx, customer.id, customer.phone)) return null;
  const reach = callsInReach(principal);
  await publish(tx, 'number.added', {
    customerId: customer.id,
    number: customer.phone,
    callId: customer.callId,
    range: reach.of,
  });
  return reach;
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

/** A number as it was given, and whether somebody typed it. */
export interface Line {
  phone: string;
  phoneExtension?: string;
  isTyped: boolean;
}

/**
 * The number, and the extension where one is written behind it. A form that was filled by us comes back with the number as the reader saw it; then
 * it is the `known` one and nobody typed it. @throws Refusal phone.invalid-number, or too-many-requests for numbers that are typed blindly.
 */
export async function readPhone(tx: Tx, ctx: Ctx, typed: string, known: string | undefined): Promise<Line> {
  if (known !== undefined && typed.trim() === numberFor(ctx.principal, known)) return { phone: known, isTyped: false };
  const read = readOne(typed, await homeOf(tx, ctx.principal.tenantId));
  if (isNumberError(read)) throw invalidNumber(read, 'phone');
  if (ctx.principal.masksNumbers) await limitPerHour(tx, ctx.principal, typedBlindly);
  return { phone: read.number, ...(read.keys !== '' && { phoneExtension: read.keys }), isTyped: true };
}

/** A number that somebody is about to save. */
interface Typed {
  phone: string;
  phoneExtension?: string;
}

/**
 * A number that another customer has becomes the refusal that names them, if the writer may open them. Somebody saved the same number in this very
 * moment: whoever may not know it finds it marked at the second try.
 */
export async function takenAsRefusal<T>(ctx: Ctx, work: (typing: (typed: Typed) => void) => Promise<T>): Promise<T> {
  let last: Typed | undefined;
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await work((typed) => void (last = typed));
    } catch (error) {
      if (!takenKeys.has(takenKey(error) ?? '')) throw error;
      if (ctx.principal.masksNumbers && !isAgain) continue;
      throw await takenBy(ctx, last);
    }
  }
}

const takenKeys: ReadonlySet<string> = new Set(['customers_by_number', 'customer_numbers_by_number']);

async function takenBy(ctx: Ctx, typed: Typed | undefined): Promise<Refusal> {
  const name = await ctx.tenant(async (tx) => {
    if (ctx.principal.masksNumbers || !typed) return undefined;
    const id = await holderOf(tx, typed.phone, typed.phoneExtension ?? '');
    return id && (await store.findCustomer(tx, ctx.principal, id))?.name;
  });
  return name
    ? new Refusal('customer.phone-taken-by', { name: textFor(ctx.principal, name) })
    : new Refusal('customer.phone-taken');
}
