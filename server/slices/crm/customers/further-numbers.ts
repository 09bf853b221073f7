/** The numbers that are written with a customer in one save: all of them or nothing. */
import type { Static } from 'typebox';
import type { CustomerChange, NewNumber } from '@bahu/contract/customers.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import type { CallsInReach } from '../../../kernel/ownership/calls-in-reach.ts';
import { onTaken, readPhone, tieCalls, type Line, type Typed } from './number-rules.ts';
import * as rows from './numbers-store.ts';
import type { CustomerRecord } from './store.ts';

/** A number that is new, and whose calls with it became its customer's. */
export interface Tied {
  readonly number: string;
  readonly reach: CallsInReach;
}
export const tiedBy = (number: string, reach: CallsInReach | null): Tied[] => (reach ? [{ number, reach }] : []);

type Typing = (typed: Typed) => void;
type Sent = NonNullable<Static<typeof CustomerChange>['numbers']>;
type Kept = Extract<Sent[number], { id: string }>;
/** Who the numbers are added to: a customer, or one of its contacts. */
export interface Owner extends Pick<CustomerRecord, 'id' | 'name'> {
  contact?: { id: string; name: string };
}
interface Lines {
  /** As they shall be, in their order. */
  sent: Sent;
  /** Those that may stay as further ones: what was there before. */
  was: readonly rows.NumberRecord[];
  /** Those that the customer has now. */
  known: readonly rows.OneNumber[];
}

/**
 * The further numbers, when another of them becomes the primary one: it and the one that was change places, and their ids with them.
 * @throws Refusal not-found for one that is none of the customer's further numbers.
 */
export async function makePrimary(
  tx: Tx,
  ctx: Ctx,
  customer: CustomerRecord,
  primaryId: string,
  sent: Sent | undefined,
): Promise<Sent | undefined> {
  const [was, ...further] = customer.numbers;
  const becomes = further.find(({ id }) => id === primaryId);
  if (!was || !becomes) throw new Refusal('not-found');
  await rows.promote(tx, ctx.principal.tenantId, was, becomes);
  const { label } = becomes;
  await noteNumber(tx, ctx, customer, 'customer.change-number', {
    before: { label, isPrimary: false },
    after: { label, isPrimary: true },
  });
  const idOf = (id: string): string => (id === was.id ? becomes.id : id === becomes.id ? was.id : id);
  return sent?.map((one) => ('id' in one ? { ...one, id: idOf(one.id) } : one));
}

/**
 * Takes the further numbers away that are not among those sent, and those that come back with another extension.
 * @throws Refusal not-found for one that is none of theirs.
 */
export async function removeMissing(
  tx: Tx,
  ctx: Ctx,
  customer: Owner & Pick<CustomerRecord, 'numbers'>,
  sent: Sent,
): Promise<void> {
  const kept = new Map(sent.flatMap((one) => ('id' in one ? [[one.id, one] as const] : [])));
  if ([...kept.keys()].some((id) => !customer.numbers.some((one) => one.id === id))) throw new Refusal('not-found');
  for (const one of customer.numbers.filter(({ isPrimary }) => !isPrimary)) {
    const line = kept.get(one.id);
    if (!line) {
      const before = { phone: one.number, phoneExtension: one.extension, label: one.label };
      await noteNumber(tx, ctx, customer, 'customer.remove-number', { before });
    }
    if (!line || isMoved(one, line)) await rows.deleteNumber(tx, one.id);
  }
}

const isMoved = ({ extension }: rows.NumberRecord, { phoneExtension = extension }: Kept): boolean =>
  phoneExtension !== extension;

/**
 * Names the numbers that stay as they were sent, adds the new ones, and puts all into their order. One that is written twice is one number. A refusal
 * names the place of its number. @throws Refusal phone.invalid-number or too-many-requests
 */
export async function writeNumbers(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  { sent, was, known }: Lines,
  typing: Typing,
): Promise<Tied[]> {
  // Whoever may not see numbers is not told by what is left out that the customer has one.
  const having = new Set(ctx.principal.masksNumbers ? [] : known.map(rows.keyOf));
  const order: string[] = [];
  const tied: Tied[] = [];
  for (const [place, one] of sent.entries()) {
    const path = `numbers.${place}`;
    if ('id' in one) {
      const before = was.find(({ id }) => id === one.id);
      if (before) order.push(await keepNumber(tx, ctx, owner, before, one, (typed) => typing({ ...typed, path })));
      continue;
    }
    const line = { ...one, ...(await readPhone(tx, ctx, one.phone, undefined, `${path}.phone`)) };
    const key = rows.keyOf({ number: line.phone, extension: line.phoneExtension ?? '' });
    if (having.has(key)) continue;
    having.add(key);
    const added = await addNumber(tx, ctx, owner, line, (typed) => typing({ ...typed, path: `${path}.phone` }));
    order.push(added.id);
    tied.push(...added.tied);
  }
  await rows.orderNumbers(tx, owner.id, order);
  return tied;
}

/** Adds a number that was read. */
async function addNumber(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  { phone, phoneExtension = '', label = '' }: Pick<Line, 'phone' | 'phoneExtension'> & Pick<NewNumber, 'label'>,
  typing: Typing,
): Promise<{ id: string; tied: Tied[] }> {
  const { principal } = ctx;
  typing({ phone, phoneExtension });
  const id = await rows.insertNumber(
    tx,
    { ...placeOf(ctx, owner), number: phone, extension: phoneExtension, label },
    onTaken(principal),
  );
  const reach = await tieCalls(tx, principal, { id: owner.id, phone, callId: undefined }, true);
  await noteNumber(tx, ctx, owner, 'customer.add-number', { after: { phone, phoneExtension, label } });
  return { id, tied: tiedBy(phone, reach) };
}

/** A number that stays, with the extension and label that were sent; the primary one that was becomes a further one. Returns the id that it has now. */
async function keepNumber(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  was: rows.NumberRecord,
  { phoneExtension = was.extension, label = was.label }: Kept,
  typing: Typing,
): Promise<string> {
  const { id, number, isPrimary } = was;
  const isOther = phoneExtension !== was.extension;
  if (!isPrimary && !isOther) {
    await setLabel(tx, ctx, owner, was, label);
    return id;
  }
  const { masksNumbers } = ctx.principal;
  typing({ phone: number, phoneExtension });
  const row = { ...placeOf(ctx, owner), number, extension: phoneExtension, label };
  await noteNumber(tx, ctx, owner, 'customer.change-number', {
    before: { label: was.label, isPrimary, ...(isOther && { phoneExtension: was.extension }) },
    after: { label, isPrimary: false, ...(isOther && { phoneExtension }) },
  });
  // What was theirs stays theirs, or marked as it was.
  return rows.insertNumber(tx, row, isOther && !masksNumbers ? 'refuse' : 'mark');
}

const placeOf = ({ principal }: Ctx, { id, contact }: Owner) => ({
  tenantId: principal.tenantId,
  customerId: id,
  contactId: contact?.id ?? null,
});

/** Names a number. */
export async function setLabel(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  { id, label, isPrimary }: rows.NumberRecord,
  becomes: rows.NumberRecord['label'],
): Promise<void> {
  if (becomes === label) return;
  await rows.labelNumber(tx, id, becomes);
  await noteNumber(tx, ctx, owner, 'customer.change-number', {
    before: { label, isPrimary },
    after: { label: becomes, isPrimary },
  });
}

/** A line of the audit log about one of the numbers. */
function noteNumber(
  tx: Tx,
  ctx: Ctx,
  { id, name, contact }: Owner,
  action: 'customer.add-number' | 'customer.change-number' | 'customer.remove-number',
  { before, after }: { before?: object; after?: object },
): Promise<void> {
  const whose = contact && { contact: contact.name };
  return audit(tx, ctx, {
    action,
    recordType: 'customer',
    recordId: id,
    recordName: name,
    ...(before && { before: { ...before, ...(!after && whose) } }),
    ...(after && { after: { ...after, ...whose } }),
  });
}
