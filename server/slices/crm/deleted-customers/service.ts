/** Deleting customers, restoring them, and removing them for good. */
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { audit, auditBySystem } from '../../../kernel/audit.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { publish } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import type { CallsInReach } from '../../../kernel/ownership/calls-in-reach.ts';
import { giveUpFiles } from '../../platform/attachments/index.ts';
import {
  canDeleteCustomer,
  findOpenCustomer,
  holderOf,
  holdCustomersInScope,
  isNumberTaken,
  onTaken,
  tieCalls,
} from '../customers/index.ts';
import { deleteHeld, dropDeleted, holdDeleted, holdOver, restoreHeld, type KeptNumber } from './store.ts';

export type Deleted = Awaited<ReturnType<typeof holdCustomersInScope>>[number];

/** @throws Refusal not-found, or forbidden outside of the scope of deleting. */
export function deleteCustomer(ctx: Ctx, id: string): Promise<Deleted> {
  return ctx.tenant(async (tx) => {
    const found = await findOpenCustomer(tx, ctx.principal, id);
    if (!found) throw new Refusal('not-found');
    if (!canDeleteCustomer(ctx.principal, found)) throw new Refusal('forbidden');
    // Held first, and read by the statement behind: what somebody saves in this moment comes along.
    const [held] = await holdCustomersInScope(tx, ctx.principal, 'customer.delete', [id]);
    if (!held) throw new Refusal('not-found');
    await deleteHeld(tx, ctx.principal, [id]);
    await noteDeleted(tx, ctx, held);
    return held;
  });
}

async function noteDeleted(
  tx: Tx,
  ctx: Pick<Ctx, 'principal' | 'address'>,
  { id, name, phone }: Deleted,
): Promise<void> {
  const entry = { recordType: 'customer', recordId: id, recordName: name } as const;
  await audit(tx, ctx, { action: 'customer.delete', ...entry, before: { name, phone } });
  await emit(tx, 'customer.deleted', id);
}

export interface Restored {
  id: string;
  name: string;
  version: number;
  ownerId: string | null;
  departmentId: string | null;
  /** Whose calls with its numbers became its own meanwhile. */
  tied: readonly { number: string; reach: CallsInReach }[];
}

/** @throws Refusal not-found, or deleted-customer.number-taken(-by) for a number that somebody has by now. */
export async function restoreCustomer(ctx: Ctx, id: string): Promise<Restored> {
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await ctx.tenant((tx) => restore(tx, ctx, id));
    } catch (error) {
      // Somebody took a number in this very moment: the second try names it, or marks it.
      if (!isNumberTaken(error)) throw error;
      if (isAgain) throw new Refusal('conflict');
    }
  }
}

async function restore(tx: Tx, ctx: Ctx, id: string): Promise<Restored> {
  const { principal } = ctx;
  const held = await holdDeleted(tx, principal, id, 'customer.delete');
  if (!held) throw new Refusal('not-found');
  const marks = onTaken(principal) === 'mark';
  if (!marks) await refuseTaken(tx, ctx, held.numbers);
  await restoreHeld(tx, id, marks);
  const tied = [];
  for (const number of new Set(held.numbers.map((one) => one.number))) {
    // As of one that is typed: whoever may not see numbers may have made the customer to find out whose calls a number has.
    const reach = await tieCalls(tx, principal, { id, phone: number, callId: undefined }, true);
    if (reach) tied.push({ number, reach });
  }
  const entry = { recordType: 'customer', recordId: id, recordName: held.name } as const;
  await audit(tx, ctx, { action: 'customer.restore', ...entry });
  await emit(tx, 'customer.restored', id);
  const now = await tx
    .selectFrom('customers')
    .select(['id', 'name', 'version', 'ownerId', 'departmentId'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { ...now, tied };
}

/** Says whose a number is by now, if the reader may open them, and at which place of the numbers it stands. */
async function refuseTaken(tx: Tx, ctx: Ctx, numbers: readonly KeptNumber[]): Promise<void> {
  for (const [place, one] of numbers.entries()) {
    const holder = one.is_duplicate ? undefined : await holderOf(tx, one.number, one.extension);
    if (holder === undefined) continue;
    const name = (await findOpenCustomer(tx, ctx.principal, holder))?.name;
    const number = nationalForm(one.number);
    const fields = [{ path: place === 0 ? 'phone' : `numbers.${place - 1}.phone`, rule: 'taken' }];
    throw name === undefined
      ? new Refusal('deleted-customer.number-taken', { number }, fields)
      : new Refusal('deleted-customer.number-taken-by', { number, name: textFor(ctx.principal, name) }, fields);
  }
}

/** @throws Refusal not-found. */
export function purgeCustomer(ctx: Ctx, id: string): Promise<{ ownerId: string | null; departmentId: string | null }> {
  return ctx.tenant(async (tx) => {
    const held = await holdDeleted(tx, ctx.principal, id, 'deleted-customer.read');
    if (!held) throw new Refusal('not-found');
    await purge(tx, [id]);
    await audit(tx, ctx, {
      action: 'customer.purge',
      recordType: 'customer',
      recordId: id,
      recordName: held.name,
      before: { name: held.name, phone: held.phone },
    });
    return held;
  });
}

/**
 * With all that belongs to them alone, also of those who were merged with them: follow-ups, deals, contacts, and the files of all these, which a job
 * removes. Calls stay, of nobody.
 */
async function purge(tx: Tx, ids: readonly string[]): Promise<void> {
  const gone = await dropDeleted(tx, ids);
  await publish(tx, 'customer.purged', { customerIds: gone });
  await giveUpFiles(tx, 'customers', gone);
}

/** In one transaction: whoever restores one of them in this moment waits for it. */
const purgedAtOnce = 200;

/** Removes those whose time is over. Cut short anywhere, the next run goes on. */
export async function purgeOver(db: Pick<Db, 'tenant'>, tenantId: string): Promise<void> {
  for (;;) {
    const count = await db.tenant(tenantId, async (tx) => {
      const ids = await holdOver(tx, purgedAtOnce);
      if (ids.length === 0) return 0;
      await purge(tx, ids);
      // Their names are gone with them.
      await auditBySystem(tx, tenantId, null, {
        action: 'customer.purge',
        recordType: 'customer',
        recordId: null,
        after: { purgedCount: ids.length },
      });
      return ids.length;
    });
    if (count < purgedAtOnce) return;
  }
}
