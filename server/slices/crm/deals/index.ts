/** What the server does for the slice of the deals. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { dealRoutes, type Deal } from '@bahu/contract/deals.ts';
import { dealsSlice } from '@bahu/contract/slices/crm/deals.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { giveUpFiles } from '../../platform/attachments/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { belongingOfCustomer } from '../customers/index.ts';
import { dealsOfPerson } from './person.ts';
import { demoDeals } from './demo.ts';
import { dealsExport } from './export.ts';
import { countDealsByField, findStored, listDeals, readDeals } from './store.ts';
import { figuresOf, sumDeals } from './figures.ts';
import { dealTimeline } from './timeline.ts';
import { changeDeal, createDeal, removeDeal, type Written } from './write.ts';

declare module '../../../kernel/open-records.ts' {
  interface OpenRecords {
    deal: { id: string; name: string };
  }
}

function mountDeals(app: FastifyInstance, { access, recordChanged }: Pick<Host, 'access' | 'recordChanged'>): void {
  /** Told to whom the customer belongs, and to whoever made it. */
  function told(
    { tenantId }: Principal,
    customer: Written['customer'],
    deal: Pick<Deal, 'id' | 'version' | 'agentId'>,
  ) {
    const { ownerIds, departmentIds } = belongingOfCustomer(customer);
    const belonging = { ownerIds: [...ownerIds, deal.agentId], departmentIds };
    recordChanged(tenantId, { type: 'deal', id: deal.id, version: deal.version }, belonging);
  }
  function stored(principal: Principal, { deal, customer }: Written): Deal {
    told(principal, customer, deal);
    return deal;
  }
  mount(app, access, dealRoutes, {
    list: (ctx, { query }) => ctx.tenant((tx) => listDeals(tx, ctx.principal, query)),
    byField: async ({ principal, tenant }, { query: { by, ...filter } }) => ({
      items: await tenant((tx) => countDealsByField(tx, principal, filter, by)),
    }),
    sums: (ctx, { query }) => ctx.tenant((tx) => sumDeals(tx, ctx.principal, query)),
    figures: (ctx, { query }) => ctx.tenant((tx) => figuresOf(tx, ctx.principal, query)),
    get: (ctx, { params: { id } }) => ctx.tenant((tx) => readDeal(tx, ctx.principal, id)),
    create: async (ctx, { params, body }) => stored(ctx.principal, await createDeal(ctx, params.id, body)),
    change: async (ctx, { params, body }) => stored(ctx.principal, await changeDeal(ctx, params.id, body)),
    remove: async (ctx, { params: { id } }) => {
      const deal = await removeDeal(ctx, id);
      told(ctx.principal, deal, { ...deal, version: deal.version + 1 });
      return {};
    },
  });
}

/** @throws Refusal not-found. */
async function readDeal(tx: Tx, reader: Principal, id: string): Promise<Deal> {
  const [deal] = (await findStored(tx, reader, id)) ? await readDeals(tx, reader, [id]) : [];
  if (!deal) throw new Refusal('not-found');
  return deal;
}

const listeners: Listeners = {
  'customer.merged': async (tx, { fromId, intoId, moved }) => {
    const rows = await tx
      .updateTable('deals')
      .set({ customerId: intoId })
      .where('customerId', '=', fromId)
      .returning('id')
      .execute();
    moved['deals'] = rows.map(({ id }) => id);
  },
  'customer.unmerged': async (tx, { fromId, intoId, moved }) => {
    await tx
      .updateTable('deals')
      .set({ customerId: intoId })
      .where('customerId', '=', fromId)
      .where('id', '=', sql<string>`any(${moved['deals'] ?? []}::uuid[])`)
      .execute();
  },
  /** The deal stays. */
  'call.removed': async (tx, { callId }) => {
    await tx.updateTable('deals').set({ callId: null }).where('callId', '=', callId).execute();
  },
  'customer.purged': async (tx, { customerIds }) => {
    const gone = await tx
      .deleteFrom('deals')
      .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
      .returning('id')
      .execute();
    await giveUpFiles(
      tx,
      'deals',
      gone.map(({ id }) => id),
    );
  },
  /** A trigger makes the keys of whatever is written. */
  'field.keys-wanted': async (tx, { owner, fieldId, slot, after, upTo }) => {
    if (owner !== 'deals') return;
    await sql`update deals set fields = fields where id > ${after}::uuid and id <= ${upTo}::uuid
      and (jsonb_exists(fields, ${fieldId}) or field_keys[${slot}::int] is not null)`.execute(tx);
  },
};

export const dealsServer = serverSlice(dealsSlice, {
  ofPerson: [dealsOfPerson],
  routes: dealRoutes,
  mount: mountDeals,
  on: listeners,
  opens: {
    deal: async (tx, reader, id) => {
      const deal = await findStored(tx, reader, id);
      return deal && { id, name: deal.name };
    },
  },
  exports: { deals: dealsExport },
  timeline: { deal: dealTimeline },
  demo: (tx, { tenantId }) => demoDeals(tx, tenantId),
});
