/** What the server does for the slice of whose customers are. */
import { customerOwnerRoutes, type OwnerChange } from '@bahu/contract/customer-owners.ts';
import type { Customer, OwnerAct } from '@bahu/contract/customers.ts';
import { customerOwnersSlice } from '@bahu/contract/slices/crm/customer-owners.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { againAfterDeadlock, Refusal } from '../../../kernel/errors.ts';
import type { ErrorCode } from '@bahu/contract/errors.ts';
import { emit } from '../../../kernel/events.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { bothOf } from '../../../kernel/ownership/range.ts';
import { forgetReads } from '../../people/todos/index.ts';
import { serverSlice, type Host } from '../../server-slice.ts';
import { belongingOfCustomer, findOpenCustomer, presentCustomer } from '../customers/index.ts';
import { ownersOfPerson } from './person.ts';
import { acting, type Held, type Outcome } from './acts.ts';
import { demoOwners } from './demo.ts';
import { endOldLocks } from './end-locks.ts';
import { returnReminders } from './return-reminders.ts';
import { returnUnfollowed } from './return-rule.ts';
import { forgetOwners, hasLeftPool, listOwners, moveOwners, noteOwner } from './store.ts';

export { acting, type Outcome } from './acts.ts';

/** Of one who is not in reach of the act by now. */
const beyond: Readonly<Record<OwnerAct, ErrorCode>> = {
  take: 'customer.taken',
  'give-back': 'customer.not-yours',
  lock: 'customer.not-yours',
  unlock: 'forbidden',
};

/** @throws Refusal not-found, or why it cannot be done with this customer, or not by this agent. */
const actOn = (ctx: Ctx, act: OwnerAct, id: string): Promise<{ customer: Customer; outcome: Outcome }> =>
  againAfterDeadlock(() =>
    ctx.tenant(async (tx) => {
      const { principal } = ctx;
      const before = await findOpenCustomer(tx, principal, id);
      // Whoever saw them in the pool may not see them with the agent who was faster.
      if (!before) throw new Refusal(act === 'take' && (await hasLeftPool(tx, id)) ? 'customer.taken' : 'not-found');
      const outcome = await acting[act](tx, principal, [before.id]);
      if (outcome.outOfReach > 0) throw new Refusal(beyond[act]);
      if (outcome.overLimit > 0) throw new Refusal(act === 'take' ? 'customer.take-limit' : 'customer.lock-limit');
      for (const { id: recordId, name: recordName } of outcome.changed) {
        await audit(tx, ctx, { action: `customer.${act}`, recordType: 'customer', recordId, recordName });
        await emit(tx, 'customer.changed', recordId);
      }
      const now = await findOpenCustomer(tx, principal, id);
      // Whoever gave them back may open them still: the pool is anybody's.
      if (!now) throw new Refusal('not-found');
      return { customer: await presentCustomer(tx, principal, now), outcome };
    }),
  );

/** Whoever sees the customer, and whoever saw them. */
function tell({ recordChanged }: Pick<Host, 'recordChanged'>, { tenantId }: Principal, { changed, to }: Outcome): void {
  const whoseOf = (one: Held) => {
    const was = belongingOfCustomer(one);
    if (to === undefined) return was;
    return bothOf(was, belongingOfCustomer({ ownerId: to?.id ?? null, departmentId: to?.departmentId ?? null }));
  };
  for (const one of changed) {
    recordChanged(tenantId, { type: 'customer', id: one.id, version: one.version + 1 }, whoseOf(one));
    if (to !== undefined && one.reminderId !== null)
      recordChanged(tenantId, { type: 'follow-up', id: one.reminderId, version: 0 }, whoseOf(one));
  }
}

const presentChange = (
  reader: Principal,
  row: Awaited<ReturnType<typeof listOwners>>['rows'][number],
): OwnerChange => ({
  at: row.at.toISOString(),
  reason: row.reason,
  fromName: row.fromId === null ? null : textFor(reader, row.fromName ?? ''),
  toName: row.toId === null ? null : textFor(reader, row.toName ?? ''),
  byName: textFor(reader, row.byName),
  isOfMerged: row.originalId !== row.customerId,
});

export const customerOwnersServer = serverSlice(customerOwnersSlice, {
  ofPerson: [ownersOfPerson],
  routes: customerOwnerRoutes,
  todos: { 'customer-return': returnReminders },
  demo: demoOwners,
  mount: (api, host) => {
    const doing =
      (act: OwnerAct) =>
      async (ctx: Ctx, { params }: { params: { id: string } }) => {
        const { customer, outcome } = await actOn(ctx, act, params.id);
        tell(host, ctx.principal, outcome);
        return customer;
      };
    mount(api, host.access, customerOwnerRoutes, {
      take: doing('take'),
      giveBack: doing('give-back'),
      lock: doing('lock'),
      unlock: doing('unlock'),
      owners: ({ principal, tenant }, { params, query }) =>
        tenant(async (tx) => {
          const customer = await findOpenCustomer(tx, principal, params.id);
          if (!customer) throw new Refusal('not-found');
          const { rows, next, total } = await listOwners(tx, customer.id, query);
          return { items: rows.map((row) => presentChange(principal, row)), next, total, totalIsExact: true };
        }),
    });
  },
  jobs: (host) => ({
    timed: [
      { name: 'customers.end-locks', times: '*/10 * * * *', handle: () => endOldLocks(host) },
      { name: 'customers.return', times: '20 * * * *', handle: () => returnUnfollowed(host) },
    ],
  }),
  on: {
    // Whoever goes becomes the other one's agent's, or was until now: of their row the database notes nothing.
    'customer.merged': async (tx, { fromId, intoId, moved, agent, by }) => {
      await noteOwner(tx, fromId, agent, { reason: 'merge', by });
      moved['customerOwners'] = await moveOwners(tx, fromId, intoId);
    },
    'customer.unmerged': async (tx, { fromId, intoId, moved, agent, by }) => {
      await moveOwners(tx, fromId, intoId, moved['customerOwners'] ?? []);
      await noteOwner(tx, intoId, agent, { reason: 'unmerge', by });
    },
    'customer.purged': async (tx, { customerIds }) => {
      await forgetOwners(tx, customerIds);
      await forgetReads(tx, 'customer-return', customerIds);
    },
  },
});
