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
/** Who the numbers are added to, with those that they have. */
type Owner = Pick<CustomerRecord, 'id' | 'name'>;

/** Adds a number that was read. */
export async function addLine(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  { phone, phoneExtension = '', label = '' }: Pick<Line, 'phone' | 'phoneExtension'> & Pick<NewNumber, 'label'>,
  typing: Typing,
  path?: string,
): Promise<Tied[]> {
  const { id } = owner;
  typing({ phone, phoneExtension, ...(path !== undefined && { path }) });
  const row = { tenantId: ctx.principal.tenantId, customerId: id, number: phone, extension: phoneExtension, label };
  await rows.insertNumber(tx, row, onTaken(ctx.principal));
  const reach = await tieCalls(tx, ctx.principal, { id, phone, callId: undefined }, true);
  await noteNumber(tx, ctx, owner, 'customer.add-number', { after: { phone, phoneExtension, label } });
  return tiedBy(phone, reach);
}

/**
 * Adds numbers as they were written; `known` are those that the customer has. One that is written twice is one number. A refusal names the place of its
 * number. @throws Refusal phone.invalid-number or too-many-requests
 */
export async function addNumbers(
  tx: Tx,
  ctx: Ctx,
  owner: Owner,
  { sent, known }: { sent: readonly (NewNumber | { id: string })[]; known: readonly rows.OneNumber[] },
  typing: Typing,
): Promise<Tied[]> {
  // Whoever may not see numbers is not told by what is left out that the customer has one.
  const having = new Set(ctx.principal.masksNumbers ? [] : known.map(keyOf));
  const tied: Tied[] = [];
  for (const [place, one] of sent.entries()) {
    if (!('phone' in one)) continue;
    const path = `numbers.${place}.phone`;
    const line = { ...one, ...(await readPhone(tx, ctx, one.phone, undefined, path)) };
    const key = keyOf({ number: line.phone, extension: line.phoneExtension ?? '' });
    if (having.has(key)) continue;
    having.add(key);
    tied.push(...(await addLine(tx, ctx, owner, line, typing, path)));
  }
  return tied;
}

const keyOf = ({ number, extension }: rows.OneNumber): string => `${number};${extension}`;

/** Takes the further numbers away that are not among those sent. @throws Refusal not-found for one that is none of the customer's further numbers. */
export async function removeMissing(tx: Tx, ctx: Ctx, customer: CustomerRecord, sent: Sent): Promise<void> {
  const further = customer.numbers.filter(({ isPrimary }) => !isPrimary);
  const kept = new Set(sent.flatMap((one) => ('id' in one ? [one.id] : [])));
  if ([...kept].some((id) => !further.some((one) => one.id === id))) throw new Refusal('not-found');
  for (const { id, number, extension, label } of further.filter((one) => !kept.has(one.id))) {
    await rows.deleteNumber(tx, id);
    const before = { phone: number, phoneExtension: extension, label };
    await noteNumber(tx, ctx, customer, 'customer.remove-number', { before });
  }
}

/** Names the numbers that are there as they were sent, and adds the new ones. */
export async function writeNumbers(
  tx: Tx,
  ctx: Ctx,
  customer: CustomerRecord,
  { label, numbers = [] }: { label: rows.NumberRecord['label'] | undefined; numbers: Sent | undefined },
  typing: Typing,
): Promise<Tied[]> {
  await setLabel(tx, ctx, customer, { id: customer.id, label });
  for (const one of numbers) if ('id' in one) await setLabel(tx, ctx, customer, one);
  return addNumbers(tx, ctx, customer, { sent: numbers, known: customer.numbers }, typing);
}

async function setLabel(
  tx: Tx,
  ctx: Ctx,
  customer: CustomerRecord,
  { id, label }: { id: string; label?: rows.NumberRecord['label'] | undefined },
): Promise<void> {
  const number = customer.numbers.find((one) => one.id === id);
  if (!number || label === undefined || label === number.label) return;
  const { isPrimary } = number;
  await rows.labelNumber(tx, id, label);
  await noteNumber(tx, ctx, customer, 'customer.change-number', {
    before: { label: number.label, isPrimary },
    after: { label, isPrimary },
  });
}

/** A line of the audit log about one of the numbers. */
export const noteNumber = (
  tx: Tx,
  ctx: Ctx,
  { id, name }: Owner,
  action: 'customer.add-number' | 'customer.change-number' | 'customer.remove-number',
  values: { before?: object; after?: object },
): Promise<void> => audit(tx, ctx, { action, recordType: 'customer', recordId: id, recordName: name, ...values });
