/** Taking a merge back: the second customer is there again with what was theirs. What came after the merge stays with the first. */
import { isDeepStrictEqual } from 'node:util';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { isDeadlock, Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { bindFiles } from '../../platform/attachments/index.ts';
import type { StoredFields } from '../../platform/fields/index.ts';
import { filesIn, write } from './merge.ts';
import { giveBack, takeAway, takePrimary } from './merge-numbers.ts';
import * as rows from './merges-store.ts';
import { canEdit } from './scope.ts';
import { mustFind } from './service.ts';
import { findCustomer, type CustomerRecord } from './store.ts';

export interface Unmerged {
  /** The second one. */
  customer: CustomerRecord | undefined;
  into: CustomerRecord;
}

/** @throws Refusal not-found, forbidden, customer.merge-hidden, customer.unmerge-over, or customer.unmerge-gone when the first one is no more. */
export async function undoMerge(ctx: Ctx, id: string): Promise<Unmerged> {
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await ctx.tenant((tx) => undo(tx, ctx, id));
    } catch (error) {
      if (isAgain || !isDeadlock(error)) throw error;
    }
  }
}

async function undo(tx: Tx, ctx: Ctx, id: string): Promise<Unmerged> {
  const { tenantId } = ctx.principal;
  const merge = await rows.holdMerge(tx, id);
  if (!merge) throw new Refusal('not-found');
  const { intoId, mergedId, record, numbers, changed, moved } = merge;
  const isThere = (await rows.holdCustomers(tx, [intoId])).size === 1;
  const into = await mustFind(tx, ctx, intoId);
  if (!canEdit(ctx.principal, into)) throw new Refusal('forbidden');
  if (ctx.principal.masksNumbers) throw new Refusal('customer.merge-hidden');
  if (merge.isOver || !record || !numbers || !changed || !moved) throw new Refusal('customer.unmerge-over');
  if (!isThere) throw new Refusal('customer.unmerge-gone');

  if (changed.phone) await takePrimary(tx, tenantId, into, changed.phone);
  await takeAway(tx, await mustFind(tx, ctx, intoId), numbers);
  await rows.writeCustomerRow(tx, record);
  await rows.markUndone(tx, id);
  await giveBack(tx, tenantId, mergedId, numbers);
  await rows.moveRows(tx, intoId, mergedId, moved);
  await publish(tx, 'customer.unmerged', { fromId: intoId, intoId: mergedId, moved });
  await bindFiles(tx, { owner: 'customers', id: mergedId }, filesIn(record['fields'] as StoredFields));
  await write(tx, into, await withKnownCategory(tx, unchangedSince(into, changed)), 0);
  for (const one of [intoId, mergedId]) {
    await rows.noteReminder(tx, one);
    await rows.noteLastCall(tx, one);
  }
  const entry = { action: 'customer.unmerge', recordType: 'customer' } as const;
  await audit(tx, ctx, { ...entry, recordId: intoId, recordName: into.name, before: { merged: merge.mergedName } });
  await audit(tx, ctx, {
    ...entry,
    recordId: mergedId,
    recordName: merge.mergedName,
    before: { mergedInto: into.name },
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
  const { ownerId, departmentId } = now;
  return {
    values: Object.fromEntries(Object.entries(values).filter(([key, pair]) => texts[key] === pair[1])),
    fields: Object.fromEntries(
      Object.entries(fields).filter(([id, pair]) => isDeepStrictEqual(now.fields[id] ?? null, pair[1])),
    ),
    owner: owner && isDeepStrictEqual({ ownerId, departmentId }, owner[1]) ? owner : null,
    phone: null,
  };
}
