/** Creating and changing customers: numbers become E.164, a taken number is refused, a masked one is taken from the call. */
import type { Static } from 'typebox';
import type { CustomerChange, NewCustomer } from '@bahu/contract/customers.ts';
import { isNumberFault, nationalForm, readOne } from '@bahu/domain/numbers/dial.ts';
import { audit } from '../../kernel/audit.ts';
import { numberFor } from '../../kernel/auth/caller.ts';
import type { Tx } from '../../kernel/db.ts';
import { Refusal, takenKey } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { invalidNumber } from '../../kernel/number-refusal.ts';
import type { Ctx } from '../../kernel/http/mount.ts';
import { findOpenCall, giveCallsTo } from '../calls/index.ts';
import { homeOf } from '../tenants/index.ts';
import { canEdit } from './scope.ts';
import * as store from './store.ts';
import type { CustomerRecord } from './store.ts';

/** @throws Refusal phone.invalid-number, customer.phone-taken, or not-found for a call that is not the caller's. */
export function createCustomer(ctx: Ctx, input: Static<typeof NewCustomer>): Promise<CustomerRecord> {
  const { callId, phone: typed, ...values } = input;
  return takenAsRefusal(() => ctx.tenant(async (tx) => {
    const call = callId === undefined ? undefined : await findOpenCall(tx, ctx.caller, callId);
    if (callId !== undefined && !call) throw new Refusal('not-found');
    const written = { ...values, ...(await readPhone(tx, ctx, typed, call?.number)) };
    const { phone } = written;
    const id = await store.insertCustomer(tx, ctx.caller, written);
    await giveCallsTo(tx, id, phone);
    await audit(tx, ctx, { action: 'customer.create', recordType: 'customer', recordId: id, recordName: values.name, after: written });
    await emit(tx, 'customer.created', id);
    return mustFind(tx, ctx, id);
  }));
}

/** @throws Refusal not-found, forbidden outside of the scope of editing, customer.changed-meanwhile, customer.phone-taken or phone.invalid-number. */
export function changeCustomer(ctx: Ctx, id: string, input: Static<typeof CustomerChange>): Promise<CustomerRecord> {
  const { version, phone: typed, ...values } = input;
  return takenAsRefusal(() => ctx.tenant(async (tx) => {
    const before = await mustFind(tx, ctx, id);
    if (!canEdit(ctx.caller, before)) throw new Refusal('forbidden');
    const line = typed === undefined ? null : await readPhone(tx, ctx, typed, before.phone);
    const phone = line?.phone ?? before.phone;
    // An extension belongs to its number: another number has none until one is given.
    const changed = { ...(phone !== before.phone && { phoneExtension: '' }), ...values, ...line };
    if (!(await store.updateCustomer(tx, id, version, changed))) throw new Refusal('customer.changed-meanwhile');
    if (phone !== before.phone) await giveCallsTo(tx, id, phone);
    const keys = Object.keys(changed) as (keyof typeof changed)[];
    await audit(tx, ctx, { action: 'customer.change', recordType: 'customer', recordId: id, recordName: changed.name ?? before.name, before: Object.fromEntries(keys.map((key) => [key, before[key]])), after: changed });
    await emit(tx, 'customer.changed', id);
    return mustFind(tx, ctx, id);
  }));
}

/** The whole number of a customer, noted in the audit log. @throws Refusal not-found. */
export function revealNumber(ctx: Ctx, id: string): Promise<{ number: string }> {
  return ctx.tenant(async (tx) => {
    const { name, phone } = await mustFind(tx, ctx, id);
    await audit(tx, ctx, { action: 'customer.reveal-number', recordType: 'customer', recordId: id, recordName: name });
    return { number: nationalForm(phone) };
  });
}

/** A customer that the caller may open. @throws Refusal not-found. */
export async function mustFind(tx: Tx, ctx: Ctx, id: string): Promise<CustomerRecord> {
  const customer = await store.findCustomer(tx, ctx.caller, id);
  if (!customer) throw new Refusal('not-found');
  return customer;
}

/**
 * The number, and the extension where one is written behind it. A form that was filled by us comes back with the number as the reader saw it; then
 * it is the `known` one. @throws Refusal phone.invalid-number.
 */
async function readPhone(tx: Tx, ctx: Ctx, typed: string, known: string | undefined): Promise<{ phone: string; phoneExtension?: string }> {
  if (known !== undefined && typed.trim() === numberFor(ctx.caller, known)) return { phone: known };
  const read = readOne(typed, await homeOf(tx, ctx.caller.tenantId));
  if (isNumberFault(read)) throw invalidNumber(read, 'phone');
  return { phone: read.number, ...(read.keys !== '' && { phoneExtension: read.keys }) };
}

async function takenAsRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw takenKey(error) === 'customers_tenant_id_phone_key' ? new Refusal('customer.phone-taken') : error;
  }
}
