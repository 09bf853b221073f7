/** What holds for every number of a customer that somebody writes: how it is read, who is told that it is taken, whose calls it brings. */
import { isNumberError, readOne } from '@bahu/domain/numbers/dial.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import { limitPerHour } from '../../../kernel/hourly-limit.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { invalidNumber } from '../../../kernel/number-refusal.ts';
import { callsInReach, type CallsInReach } from '../../../kernel/ownership/calls-in-reach.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import { holderOf } from './numbers-store.ts';
import * as store from './store.ts';

/** Numbers that somebody may type within an hour who may not see them; enough for work, too few for finding out four hidden digits. */
const typedBlindly = {
  most: 60,
  actions: ['customer.create', 'customer.change', 'customer.add-number'],
  field: 'phone',
};
/** Whole numbers that one user may have shown within an hour. */
export const revealed = { most: 30, actions: ['customer.reveal-number'] };

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
export async function readPhone(
  tx: Tx,
  ctx: Ctx,
  typed: string,
  known: string | undefined,
  path = 'phone',
): Promise<Line> {
  if (known !== undefined && typed.trim() === numberFor(ctx.principal, known)) return { phone: known, isTyped: false };
  const read = readOne(typed, await homeOf(tx, ctx.principal.tenantId));
  if (isNumberError(read)) throw invalidNumber(read, path);
  if (ctx.principal.masksNumbers) await limitPerHour(tx, ctx.principal, typedBlindly);
  return { phone: read.number, ...(read.keys !== '' && { phoneExtension: read.keys }), isTyped: true };
}

/** A number that somebody is about to save. */
export interface Typed {
  phone: string;
  phoneExtension?: string;
  /** Where it stands in what was sent, when it is not the primary one. */
  path?: string;
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
      if (!isNumberTaken(error)) throw error;
      if (ctx.principal.masksNumbers && !isAgain) continue;
      throw await takenBy(ctx, last);
    }
  }
}

/**
 * The other customer who has a number, as saving it would be refused: with the name for those who may open them. Nobody for a text that is no number,
 * and for whoever is never refused or saves nothing.
 */
export async function holderFor(
  tx: Tx,
  principal: Principal,
  { phone, extension, of }: { phone: string; extension?: string; of?: string },
): Promise<{ id: string | null; name: string | null } | null> {
  const mayWrite = principal.permissions.has('customer.create') || principal.permissions.has('customer.edit');
  if (principal.masksNumbers || !mayWrite) return null;
  const read = readOne(phone, await homeOf(tx, principal.tenantId));
  if (isNumberError(read)) return null;
  const id = await holderOf(tx, read.number, read.keys || (extension ?? ''));
  if (id === undefined || id === of) return null;
  const found = await store.findCustomer(tx, principal, id);
  return found ? { id, name: textFor(principal, found.name) } : { id: null, name: null };
}

const takenKeys: ReadonlySet<string> = new Set(['customers_by_number', 'customer_numbers_by_number']);
/** PostgreSQL: a number that was written is another customer's. */
export const isNumberTaken = (error: unknown): boolean => takenKeys.has(takenKey(error) ?? '');

async function takenBy(ctx: Ctx, typed: Typed | undefined): Promise<Refusal> {
  const name = await ctx.tenant(async (tx) => {
    if (ctx.principal.masksNumbers || !typed) return undefined;
    const id = await holderOf(tx, typed.phone, typed.phoneExtension ?? '');
    return id && (await store.findCustomer(tx, ctx.principal, id))?.name;
  });
  const fields = typed?.path === undefined ? undefined : [{ path: typed.path, rule: 'taken' }];
  return name
    ? new Refusal('customer.phone-taken-by', { name: textFor(ctx.principal, name) }, fields)
    : new Refusal('customer.phone-taken', undefined, fields);
}
