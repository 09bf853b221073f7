/** The numbers of two customers who become one, and of one who becomes two again. */
import type { Tx } from '../../../kernel/db.ts';
import type { MergedNumber, MergedNumbers } from './merges-store.ts';
import * as rows from './numbers-store.ts';
import { unmarkFirst, type CustomerRecord } from './store.ts';

/** What becomes of the second customer's own numbers; those of its contacts go with them. */
export function mergedNumbers(into: CustomerRecord, from: CustomerRecord): MergedNumber[] {
  const having = new Set(into.numbers.map(rows.keyOf));
  return rows.ownNumbers(from.numbers).map(({ number, extension, label, isPrimary, ...one }) => ({
    number,
    extension,
    label,
    isPrimary,
    isOther: !having.has(rows.keyOf({ number, extension, ...one })),
  }));
}

/** Before the second customer's row goes: its further numbers that the first one has not. */
export async function giveFurther(tx: Tx, into: CustomerRecord, from: CustomerRecord): Promise<void> {
  const wanted = new Set(mergedNumbers(into, from).flatMap((one) => (one.isOther ? [rows.keyOf(one)] : [])));
  const further = rows.ownNumbers(from.numbers).filter((one) => !one.isPrimary && wanted.has(rows.keyOf(one)));
  if (further.length > 0)
    await rows.giveNumbers(
      tx,
      further.map(({ id }) => id),
      into.id,
    );
}

/** After it has gone: its primary number, and what the first one had in common with it is the first one's alone. */
export async function givePrimary(
  tx: Tx,
  tenantId: string,
  into: CustomerRecord,
  from: CustomerRecord,
): Promise<MergedNumbers> {
  const numbers = mergedNumbers(into, from);
  const primary = numbers.find(({ isPrimary, isOther }) => isPrimary && isOther);
  if (primary) await insert(tx, tenantId, into.id, primary);
  const first = new Set(from.numbers.flatMap((one) => (one.isDuplicate ? [] : [rows.keyOf(one)])));
  const unmarked = into.numbers.filter((one) => one.isDuplicate && first.has(rows.keyOf(one)));
  for (const one of unmarked) await (one.isPrimary ? unmarkFirst(tx, into.id) : rows.unmarkNumber(tx, one.id));
  return { numbers, unmarked: unmarked.map(({ id }) => id) };
}

const insert = (tx: Tx, tenantId: string, customerId: string, { number, extension, label }: MergedNumber) =>
  rows.insertNumber(tx, { tenantId, customerId, contactId: null, number, extension, label }, 'mark');

/** Makes the second customer's number the primary one of the first. */
export async function takePrimary(
  tx: Tx,
  tenantId: string,
  now: CustomerRecord,
  wanted: rows.OneNumber,
): Promise<boolean> {
  const [was, ...further] = rows.ownNumbers(now.numbers);
  const becomes = further.find((one) => rows.keyOf(one) === rows.keyOf(wanted));
  if (was && becomes) await rows.promote(tx, tenantId, was, becomes);
  return Boolean(becomes);
}

/** Takes from the first customer the numbers that came with the second one, before that is there again. Its primary number it keeps. */
export async function takeAway(tx: Tx, now: CustomerRecord, { numbers, unmarked }: MergedNumbers): Promise<void> {
  const came = new Set(numbers.flatMap((one) => (one.isOther ? [rows.keyOf(one)] : [])));
  for (const one of rows.ownNumbers(now.numbers))
    if (!one.isPrimary && came.has(rows.keyOf(one))) await rows.deleteNumber(tx, one.id);
  await rows.markNumbers(tx, now.id, unmarked);
}

/** Gives the second customer, whose row is there again, all its numbers; those that somebody has by now are marked. */
export async function giveBack(tx: Tx, tenantId: string, id: string, { numbers }: MergedNumbers): Promise<void> {
  await unmarkFirst(tx, id);
  for (const one of numbers)
    if (one.isPrimary) await rows.labelNumber(tx, id, one.label);
    else await insert(tx, tenantId, id, one);
}
