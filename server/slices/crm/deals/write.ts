/** Deals that are entered, changed and deleted. */
import type { Static } from 'typebox';
import type { Deal, DealChange, NewDeal } from '@bahu/contract/deals.ts';
import { isSigned } from '@bahu/domain/fields/deal-fields.ts';
import { plainMoney } from '@bahu/domain/fields/decimal.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFrom, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { emit } from '../../../kernel/events.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { openRecord } from '../../../kernel/open-records.ts';
import { mustReachPerson } from '../../people/departments/index.ts';
import { giveUpFiles } from '../../platform/attachments/index.ts';
import { changedFields, listFields, writeFields } from '../../platform/fields/index.ts';
import { holdOpenCustomer } from '../customers/index.ts';
import { dayOf, findStored, readDeals, type StoredDeal } from './store.ts';

/** A deal as its reader sees it, and whose the customer is. */
export interface Written {
  readonly deal: Deal;
  readonly customer: { readonly ownerId: string | null; readonly departmentId: string | null };
}

const refused = (path: string, rule: string): Refusal => new Refusal('input.invalid', undefined, [{ path, rule }]);

/** @throws Refusal input.invalid for what is no amount of money that a deal can be of. */
function amountOf(text: string): string {
  const amount = plainMoney(text);
  if (amount === null || amount.startsWith('-')) throw refused('amount', 'money');
  return amount;
}

/** @throws Refusal input.invalid for a day that no calendar has. */
function dayFrom(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text || text < '1900')
    throw refused('signedOn', 'date');
  return text;
}

/** The day on which a deal was signed: of one that is, and says none, today; of one that is not, none. */
async function signedDay(tx: Tx, tenantId: string, stage: string, day: string | null): Promise<string | null> {
  if (!isSigned(stage)) return null;
  return day === null ? dayOf(tx, tenantId, new Date()) : dayFrom(day);
}

/** @throws Refusal not-found, or input.invalid with the field. */
export function createDeal(ctx: Ctx, customerId: string, input: Static<typeof NewDeal>): Promise<Written> {
  const { principal } = ctx;
  const { callId, agentId = principal.userId, fields: sent, amount, signedOn = null, ...values } = input;
  return ctx.tenant(async (tx) => {
    const customer = await holdOpenCustomer(tx, ctx, customerId);
    if (agentId !== principal.userId) await mustAssign(tx, principal, agentId);
    if (callId !== undefined) await mustBeOf(tx, principal, callId, customerId);
    const id = newId();
    const designed = await listFields(tx, 'deals');
    const fields = await writeFields(tx, principal, designed, sent, { owner: 'deals', id, known: null });
    const { tenantId } = principal;
    const own = {
      ...values,
      amount: amountOf(amount),
      signedOn: await signedDay(tx, tenantId, values.dealStage, signedOn),
    };
    await tx
      .insertInto('deals')
      .values({
        ...own,
        callId: callId ?? null,
        fields: JSON.stringify(fields),
        tenantId,
        id,
        customerId: customer.id,
        agentId,
      })
      .execute();
    await audit(tx, ctx, {
      action: 'deal.create',
      recordType: 'deal',
      recordId: id,
      recordName: customer.name,
      aboutId: customer.id,
      after: { ...own, ...changedFields(designed, {}, fields).after, ...(agentId !== principal.userId && { agentId }) },
    });
    await emit(tx, 'deal.created', id);
    return written(tx, principal, id, customer);
  });
}

/** Whoever gives a deal to an agent holds the right over them. @throws Refusal input.invalid or people.out-of-reach at `agentId`. */
async function mustAssign(tx: Tx, principal: Principal, agentId: string): Promise<void> {
  if (!principal.permissions.has('deal.assign')) throw refused('agentId', 'reach');
  await mustReachPerson(tx, principal, 'deal.assign', { userId: agentId, path: 'agentId' });
}

/** A call that is tied to nobody yet may be this customer's. @throws Refusal not-found for one that the principal may not open, or of another customer. */
async function mustBeOf(tx: Tx, principal: Principal, callId: string, customerId: string): Promise<void> {
  const call = await openRecord(tx, principal, 'call', callId);
  if (!call || (call.customerId !== null && call.customerId !== customerId)) throw new Refusal('not-found');
}

/** @throws Refusal not-found, forbidden, conflict after a change by others, or input.invalid with the field. */
export function changeDeal(ctx: Ctx, id: string, input: Static<typeof DealChange>): Promise<Written> {
  const { version, fields: sent, ...values } = input;
  const { principal } = ctx;
  return ctx.tenant(async (tx) => {
    const before = await mustFind(tx, principal, id, 'edit');
    if (before.version !== version) throw new Refusal('conflict');
    const designed = await listFields(tx, 'deals');
    const record = { owner: 'deals' as const, id, known: before.fields };
    const fields = sent ? await writeFields(tx, principal, designed, sent, record) : before.fields;
    if (values.agentId !== undefined && values.agentId !== before.agentId)
      await mustAssign(tx, principal, values.agentId);
    const changed = await changedValues(tx, principal, before, values);
    const stored = await tx
      .updateTable('deals')
      .set({ ...changed, ...(sent && { fields: JSON.stringify(fields) }), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (stored.numUpdatedRows === 0n) throw new Refusal('conflict');
    const told = changedFields(designed, before.fields, fields);
    const keys = Object.keys(changed) as (keyof typeof changed)[];
    await audit(tx, ctx, {
      action: 'deal.change',
      recordType: 'deal',
      recordId: id,
      recordName: before.name,
      aboutId: before.customerId,
      before: { ...Object.fromEntries(keys.map((key) => [key, before[key]])), ...told.before },
      after: { ...changed, ...told.after },
    });
    await emit(tx, 'deal.changed', id);
    return written(tx, principal, id, before);
  });
}

type Sent = Omit<Static<typeof DealChange>, 'version' | 'fields'>;

async function changedValues(tx: Tx, { tenantId, ...writer }: Principal, before: StoredDeal, sent: Sent) {
  const { amount, signedOn, dealStage, product, note, ...others } = sent;
  const principal = { tenantId, ...writer };
  const isDayConcerned = dealStage !== undefined || signedOn !== undefined;
  return {
    ...others,
    // With the numbers that were hidden from the editor.
    ...(product !== undefined && { product: textFrom(principal, product, before.product) }),
    ...(note !== undefined && { note: textFrom(principal, note, before.note) }),
    ...(amount !== undefined && { amount: amountOf(amount) }),
    ...(dealStage !== undefined && { dealStage }),
    ...(isDayConcerned && {
      signedOn: await signedDay(
        tx,
        tenantId,
        dealStage ?? before.dealStage,
        signedOn === undefined ? before.signedOn : signedOn,
      ),
    }),
  };
}

/** @throws Refusal not-found or forbidden. */
export function removeDeal(ctx: Ctx, id: string): Promise<StoredDeal> {
  return ctx.tenant(async (tx) => {
    const { fields, ...deal } = await mustFind(tx, ctx.principal, id, 'delete');
    const { numDeletedRows } = await tx.deleteFrom('deals').where('id', '=', id).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new Refusal('not-found');
    await giveUpFiles(tx, 'deals', [id]);
    const { product, dealKind, dealStage, amount, signedOn, note } = deal;
    const designed = changedFields(await listFields(tx, 'deals'), fields, {});
    await audit(tx, ctx, {
      action: 'deal.delete',
      recordType: 'deal',
      recordId: id,
      recordName: deal.name,
      aboutId: deal.customerId,
      before: { product, dealKind, dealStage, amount, signedOn, note, ...designed.before },
    });
    await emit(tx, 'deal.deleted', id);
    return { ...deal, fields };
  });
}

async function mustFind(tx: Tx, principal: Principal, id: string, doing: Deal['can'][number]): Promise<StoredDeal> {
  const found = await findStored(tx, principal, id);
  if (!found) throw new Refusal('not-found');
  const [deal] = await readDeals(tx, principal, [id]);
  if (!deal?.can.includes(doing)) throw new Refusal('forbidden');
  return found;
}

async function written(tx: Tx, principal: Principal, id: string, customer: Written['customer']): Promise<Written> {
  const [deal] = await readDeals(tx, principal, [id]);
  return { deal: deal!, customer };
}
