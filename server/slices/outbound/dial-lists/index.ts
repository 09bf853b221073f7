/** What the server does for the slice of manual dialling. */
import { Type } from 'typebox';
import { dialListRoutes } from '@bahu/contract/dial-lists.ts';
import { dialListsSlice } from '@bahu/contract/slices/outbound/dial-lists.ts';
import type { Listeners } from '../../../kernel/domain-events.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { recordHandlers } from '../../../kernel/http/record-handlers.ts';
import { handleJob, jobKind } from '../../../kernel/jobs.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import { serverSlice } from '../../server-slice.ts';
import { dialNumbersOfPerson } from './person.ts';
import { addCustomers, addNumbers } from './add.ts';
import { demoDialLists } from './demo.ts';
import { dialNumbersExport } from './export.ts';
import { dial, freeLost } from './dialling.ts';
import { dialNumbersImport } from './import.ts';
import { listOptions, lists } from './lists.ts';
import { actOn } from './many.ts';
import { toCustomers, toCustomersStep } from './to-customers.ts';
import { belongingOf, findNumber, listNumbers, numberOfCall, present, waitingFor } from './store.ts';

declare module '../../../kernel/open-records.ts' {
  interface OpenRecords {
    /** A number of a batch, by the call for which it was dialled. */
    'listed-number': { name: string; note: string };
  }
}

/** Enqueued with the end of the call that settles a number (0320-dial-lists.sql). */
const tellJob = jobKind('dial-number.tell', Type.Object({ id: Type.String() }));

const listeners: Listeners = {
  /** Numbers go where their agent goes. */
  'agent.moved': async (tx, { agentIds, departmentId }) => {
    if (agentIds.length)
      await tx.updateTable('dialNumbers').set({ departmentId }).where('agentId', 'in', agentIds).execute();
  },
};

export const dialListsServer = serverSlice(dialListsSlice, {
  ofPerson: [dialNumbersOfPerson],
  routes: dialListRoutes,
  mount: (api, host) => {
    /** The counts of a batch are others by now. */
    const told = async <T>(ctx: Ctx, id: string, reply: T): Promise<T> => {
      const belonging = await ctx.tenant((tx) => lists.belongingOf!(tx, id));
      host.recordChanged(ctx.principal.tenantId, { type: 'dial-list', id, version: 0 }, belonging);
      return reply;
    };
    mount(api, host.access, dialListRoutes, {
      ...recordHandlers(lists, host.recordChanged),
      options: async ({ principal, tenant }) => ({
        items: (await tenant((tx) => listOptions(tx, principal))).map(({ name, category, ...one }) => ({
          ...one,
          name: textFor(principal, name),
          category: textFor(principal, category),
        })),
      }),
      addNumbers: async (ctx, { params: { id }, body }) => told(ctx, id, await addNumbers(ctx, id, body)),
      addCustomers: async (ctx, { params: { id }, body: { selection } }) =>
        told(ctx, id, await addCustomers(ctx, id, selection)),
      numbers: async ({ principal, tenant }, { query }) => {
        const { rows, ...page } = await tenant((tx) => listNumbers(tx, principal, query));
        return { ...page, items: rows.map((row) => present(principal, row)) };
      },
      number: async ({ principal, tenant }, { params }) => {
        const row = await tenant((tx) => findNumber(tx, principal, params.id));
        if (!row) throw new Refusal('not-found');
        return present(principal, row);
      },
      waiting: async ({ principal, tenant }) => ({ count: await tenant((tx) => waitingFor(tx, principal)) }),
      assign: (ctx, { body: { selection, to } }) => actOn(host, ctx, { kind: 'assign', to }, selection),
      pin: (ctx, { body: { selection, isPinned } }) => actOn(host, ctx, { kind: 'pin', isPinned }, selection),
      reset: (ctx, { body: { selection } }) => actOn(host, ctx, { kind: 'reset' }, selection),
      removeNumbers: (ctx, { body: { selection } }) => actOn(host, ctx, { kind: 'delete' }, selection),
      toCustomers: (ctx, { body }) => toCustomers(host, ctx, body),
      next: (ctx, { body: { addsZero } }) => dial(host, ctx, { id: null, addsZero }),
      call: (ctx, { params: { id }, body: { addsZero } }) => dial(host, ctx, { id, addsZero }),
    });
  },
  steps: (host) => ({ 'dial-numbers.to-customers': toCustomersStep(host) }),
  jobs: ({ recordChanged, db }) => ({
    handlers: [
      handleJob(tellJob, async ({ id }, { tenantId, tenant }) => {
        const row = await tenant((tx) =>
          tx
            .selectFrom('dialNumbers')
            .select(['agentId', 'departmentId', 'version'])
            .where('id', '=', id)
            .executeTakeFirst(),
        );
        if (row) recordChanged(tenantId, { type: 'dial-number', id, version: row.version }, belongingOf(row));
      }),
    ],
    timed: [{ name: 'dial-numbers.free', times: '*/5 * * * *', handle: () => freeLost(db) }],
  }),
  on: listeners,
  opens: { 'listed-number': numberOfCall },
  demo: demoDialLists,
  exports: { 'dial-numbers': dialNumbersExport },
  imports: { 'dial-numbers': dialNumbersImport },
});
