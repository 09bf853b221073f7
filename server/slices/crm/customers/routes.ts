import type { FastifyInstance } from 'fastify';
import { customerRoutes, type Customer } from '@bahu/contract/customers.ts';
import { type FollowUp } from '@bahu/contract/follow-ups.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import { numberFor, textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx, type Handlers } from '../../../kernel/http/mount.ts';
import { openRecord, type OpenRecords } from '../../../kernel/open-records.ts';
import { regionFor } from '../../../kernel/regions.ts';
import type { TimelineSources } from '../../../kernel/timeline.ts';
import type { CallsInReach } from '../../../kernel/ownership/calls-in-reach.ts';
import { countByDepartment } from '../../../kernel/ownership/department-counts.ts';
import { rangeOf, type Belonging } from '../../../kernel/ownership/range.ts';
import { changeFollowUp, readFollowUp, removeFollowUp } from './change-follow-up.ts';
import { insertFollowUp } from './follow-ups.ts';
import { countByCategory } from './category-counts.ts';
import { countFollowUpsByField, listFollowUps } from './follow-ups-list.ts';
import { contactOfCall, mountContacts } from './contacts.ts';
import { mountFiles } from './files.ts';
import { listHistory } from './history.ts';
import { mountMerges } from './merge-routes.ts';
import { readLately } from './lately.ts';
import { fieldsOf, present } from './present.ts';
import { belongingOf, type Owned } from './scope.ts';
import { changeCustomer, createCustomer, mustFind, mustHold, revealNumber, type Stored } from './service.ts';
import * as store from './store.ts';

export interface CustomersSlice {
  access: Access;
  /** Told after the change is stored. */
  onChange: (tenantId: string, change: RecordChange, belonging: Belonging) => void;
  /** A number has a customer now; calls that are up and in reach of the writer may show them. */
  onNewNumber: (tenantId: string, customer: { id: string; name: string; phone: string }, tied: CallsInReach) => void;
  /** Where the entries of the timeline come from. */
  timeline: TimelineSources;
}

export function mountCustomers(app: FastifyInstance, slice: CustomersSlice): void {
  const { access, onChange, onNewNumber } = slice;

  async function stored(ctx: Ctx, { customer, tied }: Stored): Promise<Customer> {
    const { principal } = ctx;
    onChange(
      principal.tenantId,
      { type: 'customer', id: customer.id, version: customer.version },
      belongingOf(customer),
    );
    for (const { number, reach } of tied)
      onNewNumber(principal.tenantId, { id: customer.id, name: customer.name, phone: number }, reach);
    return present(principal, await ctx.tenant(fieldsOf), customer);
  }

  mountContacts(app, slice);
  mountFiles(app, slice);
  mountMerges(app, slice, async (ctx, customer) => present(ctx.principal, await ctx.tenant(fieldsOf), customer));
  mount(app, access, customerRoutes, {
    list: async (ctx, { query }) => {
      const { rows, fields, ...page } = await ctx.tenant(async (tx) => ({
        ...(await store.listCustomers(tx, ctx.principal, query)),
        fields: await fieldsOf(tx),
      }));
      return { ...page, items: rows.map((row) => present(ctx.principal, fields, row)) };
    },
    departments: async ({ principal, tenant }) => ({
      items: await tenant((tx) => countByDepartment(tx, rangeOf(principal, 'customer.read'), 'customers')),
    }),
    categories: ({ principal, tenant }, { query: { shown } }) => tenant((tx) => countByCategory(tx, principal, shown)),
    byField: async ({ principal, tenant }, { query: { by, ...filter } }) => ({
      items: await tenant((tx) => store.countCustomersByField(tx, principal, filter, by)),
    }),
    create: async (ctx, { body }) => stored(ctx, await createCustomer(ctx, body)),
    get: (ctx, { params }) =>
      ctx.tenant(async (tx) => present(ctx.principal, await fieldsOf(tx), await mustFind(tx, ctx, params.id))),
    change: async (ctx, { params, body }) => stored(ctx, await changeCustomer(ctx, params.id, body)),
    history: (ctx, { params, query }) =>
      ctx.tenant(async (tx) => {
        const customer = await mustFind(tx, ctx, params.id);
        return listHistory(tx, ctx.principal, slice.timeline, customer.id, query);
      }),
    ofCall: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        const call = await openRecord(tx, ctx.principal, 'call', params.id);
        if (!call) throw new Refusal('not-found');
        const find = async (id: string | null) =>
          id === null
            ? undefined
            : call.isOwn
              ? await store.findOfOwnCall(tx, id)
              : await store.findCustomer(tx, ctx.principal, id);
        // The customer of a call may be deleted by now, and the number another's.
        const isOfAny = call.customerId !== null && (await store.isThere(tx, call.customerId));
        const customer = await find(isOfAny ? call.customerId : await customerByNumber(tx, ctx.principal, call));
        return {
          customer: customer ? present(ctx.principal, await fieldsOf(tx), customer) : null,
          contact: customer ? await contactOfCall(tx, ctx.principal, customer.id, call) : null,
          lately: customer ? await readLately(tx, ctx.principal, customer.id, params.id) : null,
          listed: customer ? null : await listedOf(tx, ctx.principal, params.id),
          number: numberFor(ctx.principal, call.number),
          numberIsMasked: ctx.principal.masksNumbers,
          region: regionFor(ctx.principal, call.number),
        };
      }),
    revealNumber: (ctx, { params }) => revealNumber(ctx, params.id),
    revealFurtherNumber: (ctx, { params }) => revealNumber(ctx, params.id, params.numberId),
    ...followUpHandlers(onChange),
  });
}

/** What a batch says of the number that was dialled by a call. */
async function listedOf(tx: Tx, reader: Principal, callId: string): Promise<{ name: string; note: string } | null> {
  const listed = await openRecord(tx, reader, 'listed-number', callId);
  return listed ? { name: textFor(reader, listed.name), note: textFor(reader, listed.note) } : null;
}

type FollowUpRoutes = Pick<
  Handlers<typeof customerRoutes>,
  'listFollowUps' | 'followUpsByField' | 'getFollowUp' | 'changeFollowUp' | 'removeFollowUp' | 'addFollowUp'
>;

function followUpHandlers(onChange: CustomersSlice['onChange']): FollowUpRoutes {
  /** Told to whom the customer belongs, and to whoever wrote it. */
  function toldOf({ tenantId }: Principal, { id, version, agentId }: FollowUp, customer: Owned): void {
    const { ownerIds, departmentIds } = belongingOf(customer);
    onChange(tenantId, { type: 'follow-up', id, version }, { ownerIds: [...ownerIds, agentId], departmentIds });
  }
  return {
    listFollowUps: (ctx, { query }) => ctx.tenant((tx) => listFollowUps(tx, ctx.principal, query)),
    followUpsByField: async ({ principal, tenant }, { query: { by, ...filter } }) => ({
      items: await tenant((tx) => countFollowUpsByField(tx, principal, filter, by)),
    }),
    getFollowUp: (ctx, { params }) => ctx.tenant((tx) => readFollowUp(tx, ctx.principal, params.id)),
    changeFollowUp: async (ctx, { params, body }) => {
      const { followUp, customer } = await changeFollowUp(ctx, params.id, body);
      toldOf(ctx.principal, followUp, customer);
      return followUp;
    },
    removeFollowUp: async (ctx, { params }) => {
      const { followUp, customer } = await removeFollowUp(ctx, params.id);
      toldOf(ctx.principal, { ...followUp, version: followUp.version + 1 }, customer);
      return {};
    },
    addFollowUp: async (ctx, { params, body }) => {
      const { followUp, customer } = await ctx.tenant(async (tx) => {
        const customer = await mustHold(tx, ctx, params.id);
        if (body.callId !== undefined && !(await openRecord(tx, ctx.principal, 'call', body.callId)))
          throw new Refusal('not-found');
        return { customer, followUp: await insertFollowUp(tx, ctx.principal, customer.id, body) };
      });
      toldOf(ctx.principal, followUp, customer);
      return followUp;
    },
  };
}

/**
 * The customer of a call that is tied to none. Whoever may not see numbers gets one who was there before the call began: else they would save
 * number after number until the call shows one of them. A call that reached nobody's phone tells them nothing: else they would dial number after number.
 */
async function customerByNumber(tx: Tx, reader: Principal, call: OpenRecords['call']): Promise<string | null> {
  const found = call.direction === 'internal' ? undefined : await store.findByNumber(tx, call.number);
  if (!found || !reader.masksNumbers) return found?.id ?? null;
  return found.updatedAt < call.startedAt && (call.direction === 'inbound' || call.hasReached) ? found.id : null;
}
