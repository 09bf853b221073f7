/** Reading one follow-up, changing it (what was written about a contact, never who wrote it and when), and deleting it. */
import type { Static } from 'typebox';
import type { FollowUpChange, ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import { followUpFieldKeys } from '@bahu/domain/fields/follow-up-fields.ts';
import { audit } from '../../../kernel/audit.ts';
import { numberFor, textFor, textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { readMoment } from '../../../kernel/http/validation.ts';
import { forgetReads } from '../../people/todos/index.ts';
import { giveUpFiles } from '../../platform/attachments/index.ts';
import { changedFields, listFields, writeFields } from '../../platform/fields/index.ts';
import { readFollowUps } from './follow-ups.ts';
import { canDeleteFollowUp, canEditFollowUp, canOpen, type Owned } from './scope.ts';

/** A follow-up as it is stored, of a customer whom the reader may open. */
async function mustFindFollowUp(tx: Tx, reader: Principal, id: string) {
  const found = await tx
    .selectFrom('followUps as f')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenantId', '=', 'f.tenantId').onRef('c.id', '=', 'f.customerId'),
    )
    .select(followUpFieldKeys.map((key) => `f.${key}` as const))
    .select(['f.customerId', 'f.fields', 'f.remindAt', 'f.agentId', 'f.version'])
    .select(['c.name', 'c.phone', 'c.ownerId', 'c.departmentId'])
    .where('f.id', '=', id)
    .where(canOpen(reader))
    .executeTakeFirst();
  if (!found) throw new Refusal('not-found');
  return found;
}

/** One as lists have it. @throws Refusal not-found. */
export async function readFollowUp(tx: Tx, reader: Principal, id: string): Promise<ListedFollowUp> {
  const { name, phone } = await mustFindFollowUp(tx, reader, id);
  const [followUp] = await readFollowUps(tx, reader, [id]);
  return { ...followUp!, customerName: textFor(reader, name), phone: numberFor(reader, phone) };
}

/** Whose the customer is, beside the follow-up as it is by then. */
export interface Changed {
  readonly followUp: ListedFollowUp;
  readonly customer: Owned;
}

/** @throws Refusal not-found, forbidden, conflict after a change by others, or input.invalid with `fields.<code>`. */
export function changeFollowUp(ctx: Ctx, id: string, input: Static<typeof FollowUpChange>): Promise<Changed> {
  const { version, fields: sent, remindAt, ...values } = input;
  const { principal } = ctx;
  return ctx.tenant(async (tx) => {
    const before = await mustFindFollowUp(tx, principal, id);
    if (!canEditFollowUp(principal, before.agentId, before)) throw new Refusal('forbidden');
    if (before.version !== version) throw new Refusal('conflict');
    // In the order of whoever merges the customer: it first, then what it has.
    await tx.selectFrom('customers').select('id').where('id', '=', before.customerId).forKeyShare().execute();
    const designed = sent ? await listFields(tx, 'follow-ups') : [];
    const record = { owner: 'follow-ups' as const, id, known: before.fields };
    const fields = sent && (await writeFields(tx, principal, designed, sent, record));
    const changed = {
      ...values,
      // With the numbers that were hidden from the editor.
      ...(values.content !== undefined && { content: textFrom(principal, values.content, before.content) }),
      ...(remindAt !== undefined && { remindAt: remindAt === null ? null : readMoment(remindAt, 'remindAt') }),
    };
    const stored = await tx
      .updateTable('followUps')
      .set({ ...changed, ...(fields && { fields: JSON.stringify(fields) }), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (stored.numUpdatedRows === 0n) throw new Refusal('conflict');
    const told = changedFields(designed, before.fields, fields ?? before.fields);
    const keys = Object.keys(changed) as (keyof typeof changed)[];
    await audit(tx, ctx, {
      action: 'follow-up.change',
      recordType: 'follow-up',
      recordId: id,
      recordName: before.name,
      aboutId: before.customerId,
      before: { ...Object.fromEntries(keys.map((key) => [key, before[key]])), ...told.before },
      after: { ...changed, ...told.after },
    });
    return { followUp: await readFollowUp(tx, principal, id), customer: before };
  });
}

/** For good, with its files; the log keeps what was written. Returns it as it was. @throws Refusal not-found or forbidden. */
export function removeFollowUp(ctx: Ctx, id: string): Promise<Changed> {
  const { principal } = ctx;
  return ctx.tenant(async (tx) => {
    const { name, ownerId, departmentId, ...before } = await mustFindFollowUp(tx, principal, id);
    if (!canDeleteFollowUp(principal, { ownerId, departmentId })) throw new Refusal('forbidden');
    const followUp = await readFollowUp(tx, principal, id);
    const { numDeletedRows } = await tx.deleteFrom('followUps').where('id', '=', id).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new Refusal('not-found');
    await forgetReads(tx, 'follow-up', [id]);
    await giveUpFiles(tx, 'follow-ups', [id]);
    await audit(tx, ctx, {
      action: 'follow-up.delete',
      recordType: 'follow-up',
      recordId: id,
      recordName: name,
      aboutId: before.customerId,
      before: {
        ...Object.fromEntries([...followUpFieldKeys, 'remindAt' as const].map((key) => [key, before[key]])),
        ...changedFields(await listFields(tx, 'follow-ups'), before.fields, {}).before,
      },
    });
    return { followUp, customer: { ownerId, departmentId } };
  });
}
