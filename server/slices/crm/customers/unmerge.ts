/** Taking a merge back: the second customer is there again with what was theirs. What came after the merge stays with the first. */
import { isDeepStrictEqual } from 'node:util';
import { mergeDays } from '@bahu/contract/customer-merges.ts';
import { audit, auditChange } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { againAfterDeadlock, Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { bindFiles, moveFiles } from '../../platform/attachments/index.ts';
import type { StoredFields } from '../../platform/fields/index.ts';
import { filesIn, filesOf, filled, teller, write } from './merge.ts';
import { giveBack, takeAway, takePrimary } from './merge-numbers.ts';
import * as rows from './merges-store.ts';
import { canEdit, canUnlock } from './scope.ts';
import { mustFind } from './service.ts';
import { findCustomer, findWhole, type CustomerRecord } from './store.ts';

export interface Unmerged {
  /** The second one. */
  customer: CustomerRecord | undefined;
  into: CustomerRecord;
}

/** @throws Refusal not-found, forbidden, customer.merge-hidden, customer.unmerge-over, or customer.unmerge-gone while the first one is merged on or deleted. */
export const undoMerge = (ctx: Ctx, id: string): Promise<Unmerged> =>
  againAfterDeadlock(() => ctx.tenant((tx) => undo(tx, ctx, id)));

async function undo(tx: Tx, ctx: Ctx, id: string): Promise<Unmerged> {
  const { tenantId } = ctx.principal;
  const merge = await rows.holdMerge(tx, id);
  if (!merge) throw new Refusal('not-found');
  const { intoId, mergedId, record, numbers, changed, moved } = merge;
  const isThere = (await rows.holdCustomers(tx, [intoId])).size === 1;
  const into = isThere ? await mustFind(tx, ctx, intoId) : undefined;
  if (into && !canEdit(ctx.principal, into)) throw new Refusal('forbidden');
  if (ctx.principal.masksNumbers) throw new Refusal('customer.merge-hidden');
  if (merge.isOver || !record || !numbers || !changed || !moved)
    throw new Refusal('customer.unmerge-over', { days: mergeDays });
  if (!into) throw new Refusal('customer.unmerge-gone');

  if (changed.phone) await takePrimary(tx, tenantId, into, changed.phone);
  await takeAway(tx, await mustFind(tx, ctx, intoId), numbers);
  await rows.writeCustomerRow(tx, record);
  await rows.markUndone(tx, id);
  await giveBack(tx, tenantId, mergedId, numbers);
  await rows.moveRows(tx, intoId, mergedId, moved);
  await moveFiles(tx, 'customers', { from: intoId, to: mergedId }, moved['attachments'] ?? []);
  const now = (await findWhole(tx, mergedId))!;
  const agent = { before: into.ownerId, after: now.ownerId };
  await publish(tx, 'customer.unmerged', { fromId: intoId, intoId: mergedId, moved, agent, by: ctx.principal });
  const theirs = filesIn(record['fields'] as StoredFields);
  await bindFiles(tx, { owner: 'customers', id: mergedId }, theirs);
  // Their agent may have locked the first one since.
  const isKept = into.isLocked && !canUnlock(ctx.principal, into);
  const { owner, ...since } = unchangedSince(into, changed);
  const back = await withKnownCategory(tx, without(theirs, into, { ...since, owner: isKept ? null : owner }));
  await write(tx, into, back, 0, { reason: 'unmerge', by: ctx.principal });
  for (const one of [intoId, mergedId]) {
    await rows.noteReminder(tx, one);
    await rows.noteLastCall(tx, one);
  }
  const entry = { action: 'customer.unmerge', recordType: 'customer' } as const;
  const told = await teller(tx);
  const [first, second] = [(await findWhole(tx, intoId))!, (await findWhole(tx, mergedId))!];
  const of = { ...entry, recordId: intoId, recordName: into.name };
  await auditChange(tx, ctx, of, { ...told(into), merged: merge.mergedName }, told(first));
  await audit(tx, ctx, {
    ...entry,
    recordId: mergedId,
    recordName: merge.mergedName,
    before: { mergedInto: into.name },
    after: filled(told(second)),
  });
  await emit(tx, 'customer.changed', intoId);
  await emit(tx, 'customer.created', mergedId);
  // It may be out of the reach of whoever took it back, as it was before somebody else merged it.
  return { into: await mustFind(tx, ctx, intoId), customer: await findCustomer(tx, ctx.principal, mergedId) };
}

/** A category that is gone by now does not come back. */
async function withKnownCategory(tx: Tx, changed: rows.MergeChange): Promise<rows.MergeChange> {
  const { categoryId, ...values } = changed.values;
  const was = categoryId?.[0] ?? null;
  if (was === null) return changed;
  const known = await tx.selectFrom('customerCategories').select('id').where('id', '=', was).executeTakeFirst();
  return known ? changed : { ...changed, values };
}

/** Of what the merge changed, what nobody has written over since. */
function unchangedSince(now: CustomerRecord, { values, fields, owner }: rows.MergeChange): rows.MergeChange {
  const texts: Record<string, unknown> = { ...now };
  return {
    values: Object.fromEntries(Object.entries(values).filter(([key, pair]) => texts[key] === pair[1])),
    fields: Object.fromEntries(
      Object.entries(fields).filter(([id, pair]) => isDeepStrictEqual(now.fields[id] ?? null, pair[1])),
    ),
    owner: owner && now.ownerId === owner[1] ? owner : null,
    phone: null,
  };
}

/** And the files of the second one, which the first has no longer, wherever somebody has written over a field of files. */
function without(theirs: readonly string[], now: CustomerRecord, changed: rows.MergeChange): rows.MergeChange {
  const fields = { ...changed.fields };
  for (const [id, value] of Object.entries(now.fields)) {
    const files = filesOf(value);
    const left = files.filter((file) => !theirs.includes(file.id));
    if (!(id in fields) && left.length < files.length) fields[id] = [left.length > 0 ? { files: left } : null, value];
  }
  return { ...changed, fields };
}
