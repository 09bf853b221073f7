/** What the server does for the slice of the deleted customers. */
import { deletedCustomerRoutes, type DeletedCustomer } from '@bahu/contract/deleted-customers.ts';
import { deletedCustomersSlice } from '@bahu/contract/slices/crm/deleted-customers.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { listTenants } from '../../platform/tenants/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { belongingOfCustomer, canDeleteCustomer } from '../customers/index.ts';
import { deletedOfPerson } from './person.ts';
import { demoDeleted } from './demo.ts';
import { deleteCustomer, purgeCustomer, purgeOver, restoreCustomer, type Deleted } from './service.ts';
import { findDeleted, listDeleted, moveWithAgents } from './store.ts';

export { deleteHeld, findDeleted } from './store.ts';

declare module '../../../kernel/domain-events.ts' {
  interface DomainEvents {
    /** Customers are gone for good, and nothing restores them any more. */
    'customer.purged': { customerIds: readonly string[] };
  }
}

type Listed = Awaited<ReturnType<typeof listDeleted>>['rows'][number];

function present(reader: Principal, row: Listed): DeletedCustomer {
  return {
    id: row.id,
    name: textFor(reader, row.name),
    phone: numberFor(reader, row.phone),
    ownerName: row.ownerName,
    deletedAt: row.deletedAt.toISOString(),
    deletedByName: row.deletedByName,
    daysLeft: row.daysLeft,
    can: [
      ...(canDeleteCustomer(reader, row) ? (['restore'] as const) : []),
      ...(reader.permissions.has('deleted-customer.purge') ? (['purge'] as const) : []),
    ],
  };
}

type Whose = Pick<Deleted, 'ownerId' | 'departmentId'>;

/** What shows customers and what shows the deleted ones, of whoever sees them. */
function tell(
  { recordChanged }: Pick<Host, 'recordChanged'>,
  tenantId: string,
  id: string,
  version: number,
  of: Whose,
) {
  for (const type of ['customer', 'deleted-customer'] as const)
    recordChanged(tenantId, { type, id, version }, belongingOfCustomer(of));
}

async function restoreAndTell(host: Pick<Host, 'recordChanged' | 'newNumber'>, ctx: Ctx, id: string): Promise<void> {
  const { tenantId } = ctx.principal;
  const { tied, ...restored } = await restoreCustomer(ctx, id);
  tell(host, tenantId, id, restored.version, restored);
  for (const { number, reach } of tied) host.newNumber(tenantId, { id, name: restored.name, phone: number }, reach);
}

/** Each is a transaction of its own: one who cannot come back keeps nobody else in the bin. */
async function restoreOfMany(
  host: Pick<Host, 'recordChanged' | 'newNumber'>,
  ctx: Ctx,
  id: string,
): Promise<'done' | 'taken' | 'outOfReach'> {
  try {
    await restoreAndTell(host, ctx, id);
    return 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === 'not-found' ? 'outOfReach' : 'taken';
  }
}

export const deletedCustomersServer = serverSlice(deletedCustomersSlice, {
  ofPerson: [deletedOfPerson],
  routes: deletedCustomerRoutes,
  mount: (api, host) =>
    mount(api, host.access, deletedCustomerRoutes, {
      list: async ({ principal, tenant }, { query }) => {
        const { rows, ...page } = await tenant((tx) => listDeleted(tx, principal, query));
        return { ...page, items: rows.map((row) => present(principal, row)) };
      },
      get: async ({ principal, tenant }, { params }) => {
        const row = await tenant((tx) => findDeleted(tx, principal, params.id));
        if (!row) throw new Refusal('not-found');
        return present(principal, row);
      },
      remove: async (ctx, { params: { id } }) => {
        const { tenantId } = ctx.principal;
        const held = await deleteCustomer(ctx, id);
        tell(host, tenantId, id, held.version + 1, held);
        // Nobody is reminded of them any more.
        if (held.reminderId !== null)
          host.recordChanged(
            tenantId,
            { type: 'follow-up', id: held.reminderId, version: 0 },
            belongingOfCustomer(held),
          );
        return {};
      },
      restore: async (ctx, { params: { id } }) => {
        await restoreAndTell(host, ctx, id);
        return {};
      },
      restoreMany: async (ctx, { body: { ids } }) => {
        const sum = { done: 0, taken: 0, outOfReach: 0 };
        for (const id of ids) sum[await restoreOfMany(host, ctx, id)] += 1;
        return sum;
      },
      purge: async (ctx, { params: { id } }) => {
        const whose = await purgeCustomer(ctx, id);
        host.recordChanged(
          ctx.principal.tenantId,
          { type: 'deleted-customer', id, version: 0 },
          belongingOfCustomer(whose),
        );
        return {};
      },
    }),
  on: {
    'agent.moved': (tx, { agentIds, departmentId }) => moveWithAgents(tx, agentIds, departmentId),
  },
  demo: demoDeleted,
  jobs: ({ db }) => ({
    timed: [
      {
        name: 'deleted-customers.purge',
        times: '5 3 * * *',
        handle: async () => {
          for (const { id } of await db.system(listTenants)) await purgeOver(db, id);
        },
      },
    ],
  }),
});
