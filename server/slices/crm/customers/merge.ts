/** Two customers who are one become one (客户合并, SPEC C7): everything that belonged to the second belongs to the first. */
import { customerLimits } from '@bahu/contract/customers.ts';
import type { Merge } from '@bahu/contract/customer-merges.ts';
import { customerFieldKeys, type CustomerFieldKey } from '@bahu/domain/fields/customer-fields.ts';
import { audit, auditChange } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { againAfterDeadlock, Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { bindFiles, moveFiles } from '../../platform/attachments/index.ts';
import { changedFields, listFields, type FieldRecord, type StoredFields } from '../../platform/fields/index.ts';
import { listCategories } from '../customer-categories/index.ts';
import { categoryWords } from './fields.ts';
import { giveFurther, givePrimary, mergedNumbers, takePrimary } from './merge-numbers.ts';
import * as rows from './merges-store.ts';
import { tellCause, type OwnerCause } from './owner-cause.ts';
import { ownNumbers } from './numbers-store.ts';
import { canAssign, canEdit, canUnlock } from './scope.ts';
import { mustFind } from './service.ts';
import { updateCustomer, type CustomerRecord, type CustomerValues } from './store.ts';
import { writingWishes } from './wishes.ts';

export interface Merged {
  mergeId: string;
  customer: CustomerRecord;
  /** The one that is no more. */
  from: CustomerRecord;
}

/**
 * @throws Refusal not-found, forbidden, input.invalid, customer.changed-meanwhile, customer.merge-numbers, or customer.merge-hidden to those who may
 * not see numbers: how many there are afterwards would tell them which are the same.
 */
export const mergeCustomers = (ctx: Ctx, intoId: string, wanted: Merge): Promise<Merged> =>
  againAfterDeadlock(() => ctx.tenant((tx) => merge(tx, ctx, intoId, wanted)));

async function merge(tx: Tx, ctx: Ctx, intoId: string, wanted: Merge): Promise<Merged> {
  const { tenantId, userId, via, name: byName } = ctx.principal;
  const { into, from } = await heldPair(tx, ctx, intoId, wanted);
  const record = await rows.recordOf(tx, from.id);
  const fields = await listFields(tx, 'customers');
  const changed = changeOf(into, from, fields, wanted.take);
  const moved = await rows.moveRows(tx, from.id, into.id);
  moved['attachments'] = await moveFiles(tx, 'customers', { from: from.id, to: into.id });
  const agent = { before: from.ownerId, after: changed.owner ? changed.owner[1] : into.ownerId };
  await publish(tx, 'customer.merged', { fromId: from.id, intoId: into.id, moved, agent, by: ctx.principal });
  await giveFurther(tx, into, from);
  await rows.deleteCustomerRow(tx, from.id);
  const numbers = await givePrimary(tx, tenantId, into, from);
  if (changed.phone && from.numbers[0]) {
    const now = await mustFind(tx, ctx, into.id);
    if (!(await takePrimary(tx, tenantId, now, from.numbers[0]))) changed.phone = null;
  }
  await bindFiles(tx, { owner: 'customers', id: into.id }, filesIn(from.fields));
  await writingWishes(tx, ctx.principal);
  await write(tx, into, changed, 1, { reason: 'merge', by: ctx.principal });
  if (from.isLocked) await rows.keepLock(tx, into.id, from);
  await rows.noteReminder(tx, into.id);
  const mergeId = await rows.insertMerge(tx, {
    tenantId,
    intoId: into.id,
    mergedId: from.id,
    mergedName: from.name,
    byId: via === 'operator' ? null : userId,
    byName,
    record,
    numbers,
    changed,
    moved,
  });
  const customer = await mustFind(tx, ctx, into.id);
  await note(tx, ctx, { into, from, customer });
  await emit(tx, 'customer.changed', into.id);
  await emit(tx, 'customer.deleted', from.id);
  return { mergeId, customer, from };
}

/** Both, held, as the principal saw them. */
async function heldPair(tx: Tx, ctx: Ctx, intoId: string, { mergedId, version, mergedVersion, take }: Merge) {
  if (ctx.principal.masksNumbers) throw new Refusal('customer.merge-hidden');
  const held = await rows.holdCustomers(tx, [intoId, mergedId]);
  const [into, from] = [await mustFind(tx, ctx, intoId), await mustFind(tx, ctx, mergedId)];
  if (intoId === mergedId) throw new Refusal('input.invalid', undefined, [{ path: 'mergedId', rule: 'unknown' }]);
  // To take the other one's agent is to give this one to them.
  const isGiving = take.includes('owner') && into.ownerId !== from.ownerId;
  const mayMerge = (one: CustomerRecord): boolean =>
    canEdit(ctx.principal, one) && (!isGiving || canAssign(ctx.principal, one));
  if (!mayMerge(into) || !mayMerge(from)) throw new Refusal('forbidden');
  // Whose agent is another afterwards is taken from theirs, and nobody takes those who are locked.
  const taken = into.ownerId === from.ownerId ? [] : [isGiving ? into : from];
  if (taken.some((one) => one.isLocked && !canUnlock(ctx.principal, one))) throw new Refusal('customer.locked');
  if (held.get(intoId) !== version || held.get(mergedId) !== mergedVersion)
    throw new Refusal('customer.changed-meanwhile');
  const more = mergedNumbers(into, from).filter(({ isOther }) => isOther).length;
  if (ownNumbers(into.numbers).length + more > customerLimits.numbers)
    throw new Refusal('customer.merge-numbers', { most: customerLimits.numbers });
  return { into, from };
}

const isBuiltIn = (key: string): key is CustomerFieldKey | 'categoryId' =>
  key === 'categoryId' || customerFieldKeys.some((known) => known === key);

/** What becomes different in the first customer. @throws Refusal input.invalid for a field that there is not. */
function changeOf(
  into: CustomerRecord,
  from: CustomerRecord,
  fields: readonly FieldRecord[],
  take: readonly string[],
): rows.MergeChange {
  const changed: rows.MergeChange = { values: {}, fields: {}, owner: null, phone: null };
  const setField = (id: string, after: unknown): void => {
    const before = into.fields[id] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(after)) changed.fields[id] = [before, after];
  };
  for (const key of take) {
    const field = fields.find((one) => key === `fields.${one.key}`);
    if (field) {
      // Files are never chosen among: all of them stay.
      if (field.type !== 'file') setField(field.id, from.fields[field.id] ?? null);
    } else if (isBuiltIn(key)) {
      if (into[key] !== from[key]) changed.values[key] = [into[key], from[key]];
    } else if (key === 'owner') {
      if (into.ownerId !== from.ownerId) changed.owner = [into.ownerId, from.ownerId];
    } else if (key === 'phone') changed.phone = { number: into.phone, extension: into.phoneExtension };
    else throw new Refusal('input.invalid', undefined, [{ path: 'take', rule: 'unknown' }]);
  }
  // Whoever of the two is not to be called is one person with the other now.
  for (const key of refusals(into, from, take))
    if (into[key] !== from[key]) changed.values[key] = [into[key], from[key]];
  for (const id of new Set([...Object.keys(into.fields), ...Object.keys(from.fields)])) {
    const [mine, theirs] = [filesOf(into.fields[id]), filesOf(from.fields[id])];
    if (theirs.length > 0) setField(id, { files: [...mine, ...theirs] });
  }
  return changed;
}

/** What the second one has refused and the first one has not, with its words, unless it was chosen anyway. */
function refusals(into: CustomerRecord, from: CustomerRecord, take: readonly string[]): CustomerFieldKey[] {
  const isNew = from.doNotCall !== '' && into.doNotCall === '';
  const isRefused = from.consent === 'refused' && into.consent !== 'refused';
  const keys: CustomerFieldKey[] = [
    ...(isNew ? (['doNotCall', 'doNotCallReason'] as const) : []),
    ...(isRefused ? (['consent', 'consentHow'] as const) : []),
  ];
  return keys.filter((key) => !take.includes(key));
}

export const filesOf = (value: unknown): readonly { id: string }[] =>
  typeof value === 'object' && value !== null && 'files' in value ? (value.files as { id: string }[]) : [];

/** Files in the designed fields of a customer. */
export const filesIn = (fields: StoredFields): string[] =>
  Object.values(fields).flatMap((value) => filesOf(value).map(({ id }) => id));

/** Writes the values of one side of a change. */
export async function write(
  tx: Tx,
  now: CustomerRecord,
  { values, fields, owner }: rows.MergeChange,
  side: 0 | 1,
  cause: OwnerCause,
): Promise<void> {
  const stored: Record<string, unknown> = { ...now.fields };
  for (const [id, pair] of Object.entries(fields))
    if (pair[side] === null) delete stored[id];
    else stored[id] = pair[side];
  const texts = Object.fromEntries(Object.entries(values).map(([key, pair]) => [key, pair[side]])) as CustomerValues;
  if (!(await updateCustomer(tx, now.id, now.version, { ...texts, fields: stored }, 'mark')))
    throw new Refusal('customer.changed-meanwhile');
  if (owner) await tellCause(tx, cause);
  if (owner)
    await tx
      .updateTable('customers')
      .set(await rows.whoseOf(tx, owner[side]))
      .where('id', '=', now.id)
      .execute();
}

/** A customer as the audit log says it: categories and agents by their names, designed fields by their codes. */
export async function teller(tx: Tx): Promise<(customer: CustomerRecord) => Record<string, unknown>> {
  const fields = await listFields(tx, 'customers');
  const wordOf = categoryWords(await listCategories(tx));
  return (customer) => ({
    ...Object.fromEntries(customerFieldKeys.map((key) => [key, customer[key]])),
    categoryId: wordOf(customer.categoryId),
    ownerId: customer.ownerName,
    phone: customer.phone,
    phoneExtension: customer.phoneExtension,
    ...changedFields(fields, {}, customer.fields).after,
  });
}

/** The same of one who comes or goes: what there is. */
export const filled = (told: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== '' && value !== null));

interface Noted {
  into: CustomerRecord;
  from: CustomerRecord;
  /** The first one as they are now. */
  customer: CustomerRecord;
}

/** A line for each of the two: what the first one was and is, and what the second one was. */
async function note(tx: Tx, ctx: Ctx, { into, from, customer }: Noted): Promise<void> {
  const told = await teller(tx);
  const entry = { action: 'customer.merge', recordType: 'customer' } as const;
  const of = { ...entry, recordId: into.id, recordName: into.name };
  await auditChange(tx, ctx, of, told(into), { ...told(customer), merged: from.name });
  await audit(tx, ctx, {
    ...entry,
    recordId: from.id,
    recordName: from.name,
    before: filled(told(from)),
    after: { mergedInto: into.name },
  });
}
