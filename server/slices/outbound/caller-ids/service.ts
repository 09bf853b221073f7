/** Caller IDs: as many as the licence allows, exactly one of them the standard one (SPEC S4). */
import type { Input } from '@bahu/contract/route.ts';
import { callerIdsPerChannel, type callerIdRoutes } from '@bahu/contract/caller-ids.ts';
import { nationalForm } from '@bahu/domain/numbers/dial.ts';
import { numberRange } from '@bahu/domain/numbers/range.ts';
import { audit } from '../../../kernel/audit.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { readOwnNumber } from '../../../kernel/number-refusal.ts';
import { releaseCallerId, type ChangedUser } from '../../people/users/index.ts';
import { homeOf } from '../../platform/tenants/index.ts';
import * as store from './store.ts';
import type { CallerIdRecord } from './store.ts';

/** Of a range at once. */
const maxAtOnce = 1000;

/** Adds one or all of a range, or none; a tenant's first one is its standard one. @throws Refusal phone.invalid-number, caller-id.wrong-range, caller-id.taken, caller-id.limit or input.invalid. */
export function createCallerIds(
  ctx: Ctx,
  input: Input<typeof callerIdRoutes.create>['body'],
): Promise<CallerIdRecord[]> {
  const { number, toNumber, ...values } = input;
  const { tenantId } = ctx.principal;
  return ctx.tenant(async (tx) => {
    const numbers = await readRange(tx, tenantId, number, toNumber);
    await checkTrunk(tx, values.trunkId);
    const { channels, count } = await store.lockCallerIds(tx, tenantId);
    const taken = await store.findTaken(tx, numbers);
    if (taken)
      throw new Refusal('caller-id.taken', { number: nationalForm(taken.number) }, [{ path: 'number', rule: 'taken' }]);
    const most = channels * callerIdsPerChannel;
    if (count + numbers.length > most) throw new Refusal('caller-id.limit', { most });
    const ids: string[] = [];
    for (const [i, one] of numbers.entries()) {
      const stored = { ...values, number: one, isStandard: count === 0 && i === 0 };
      const id = await store.insertCallerId(tx, tenantId, stored);
      await audit(tx, ctx, {
        action: 'caller-id.create',
        recordType: 'caller-id',
        recordId: id,
        recordName: nationalForm(one),
        after: stored,
      });
      ids.push(id);
    }
    return store.findCallerIds(tx, ids);
  });
}

async function readRange(tx: Tx, tenantId: string, from: string, to: string | undefined): Promise<string[]> {
  const home = await homeOf(tx, tenantId);
  const first = readOwnNumber(from, home, 'number');
  const last = to === undefined ? first : readOwnNumber(to, home, 'toNumber');
  const numbers = numberRange(first, last, maxAtOnce);
  if (!numbers) throw new Refusal('caller-id.wrong-range', { most: maxAtOnce }, [{ path: 'toNumber', rule: 'range' }]);
  return numbers;
}

/** @throws Refusal not-found, conflict, caller-id.standard, or input.invalid for a trunk that is not the tenant's. */
export function changeCallerId(
  ctx: Ctx,
  id: string,
  input: Input<typeof callerIdRoutes.change>['body'],
): Promise<{ callerId: CallerIdRecord; released: ChangedUser[] }> {
  const { version, ...values } = input;
  return ctx.tenant(async (tx) => {
    await store.lockCallerIds(tx, ctx.principal.tenantId);
    const before = await mustFind(tx, id);
    if (before.version !== version) throw new Refusal('conflict');
    await checkTrunk(tx, values.trunkId);
    const isDisabled = values.isEnabled === false || (!before.isEnabled && values.isEnabled !== true);
    if (isDisabled && (before.isStandard || values.isStandard)) throw new Refusal('caller-id.standard');
    if (values.isStandard && !before.isStandard) await store.dropStandard(tx);
    if (!(await store.updateCallerId(tx, id, version, values))) throw new Refusal('conflict');
    const released = before.isEnabled && isDisabled ? await releaseCallerId(tx, before.number) : [];
    const keys = Object.keys(values) as (keyof typeof values)[];
    await audit(tx, ctx, {
      action: 'caller-id.change',
      recordType: 'caller-id',
      recordId: id,
      recordName: nationalForm(before.number),
      before: Object.fromEntries(keys.map((key) => [key, before[key]])),
      after: { ...values, ...(released.length && { agents: released.length }) },
    });
    return { callerId: await mustFind(tx, id), released };
  });
}

/** Removes a caller ID; its agents show the standard one, which stays: no tenant is without. @throws Refusal not-found or caller-id.standard. */
export function removeCallerId(ctx: Ctx, id: string): Promise<{ callerId: CallerIdRecord; released: ChangedUser[] }> {
  return ctx.tenant(async (tx) => {
    await store.lockCallerIds(tx, ctx.principal.tenantId);
    const before = await mustFind(tx, id);
    if (before.isStandard) throw new Refusal('caller-id.standard');
    const released = await releaseCallerId(tx, before.number);
    await store.deleteCallerId(tx, id);
    await audit(tx, ctx, {
      action: 'caller-id.delete',
      recordType: 'caller-id',
      recordId: id,
      recordName: nationalForm(before.number),
      before: { number: before.number, note: before.note, agents: released.length },
    });
    return { callerId: before, released };
  });
}

async function checkTrunk(tx: Tx, trunkId: string | null | undefined): Promise<void> {
  if (!trunkId) return;
  const trunk = await tx.selectFrom('trunks').select('id').where('id', '=', trunkId).executeTakeFirst();
  if (!trunk) throw new Refusal('input.invalid', undefined, [{ path: 'trunkId', rule: 'reference' }]);
}

/** @throws Refusal not-found. */
export async function mustFind(tx: Tx, id: string): Promise<CallerIdRecord> {
  const callerId = await store.findCallerId(tx, id);
  if (!callerId) throw new Refusal('not-found');
  return callerId;
}
