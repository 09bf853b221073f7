/** Routes of customers who are there twice. */
import type { FastifyInstance } from 'fastify';
import { customerMergeRoutes } from '@bahu/contract/customer-merges.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import { textFor } from '../../../kernel/auth/principal.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { mergeCustomers } from './merge.ts';
import { mergesInto } from './merges-store.ts';
import { holderFor } from './number-rules.ts';
import type { CustomersSlice } from './routes.ts';
import { belongingOf } from './scope.ts';
import { mustFind } from './service.ts';
import type { CustomerRecord } from './store.ts';
import { undoMerge } from './unmerge.ts';

export function mountMerges(
  app: FastifyInstance,
  { access, onChange }: Pick<CustomersSlice, 'access' | 'onChange'>,
  present: (ctx: Ctx, customer: CustomerRecord) => Promise<Customer>,
): void {
  /** Pages that show either of the two fetch it again. */
  const told = ({ principal }: Ctx, { id, version, ...whose }: CustomerRecord): void =>
    onChange(principal.tenantId, { type: 'customer', id, version }, belongingOf(whose));
  mount(app, access, customerMergeRoutes, {
    whoseNumber: async ({ principal, tenant }, { query }) => ({
      holder: await tenant((tx) => holderFor(tx, principal, query)),
    }),
    listMerges: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        const { id } = await mustFind(tx, ctx, params.id);
        return {
          items: (await mergesInto(tx, id)).map(({ mergedName, mergedAt, ...row }) => ({
            ...row,
            mergedName: textFor(ctx.principal, mergedName),
            mergedAt: mergedAt.toISOString(),
          })),
        };
      }),
    merge: async (ctx, { params, body }) => {
      const { mergeId, customer, from } = await mergeCustomers(ctx, params.id, body);
      told(ctx, customer);
      told(ctx, { ...from, version: from.version + 1 });
      return { mergeId, customer: await present(ctx, customer) };
    },
    undoMerge: async (ctx, { params }) => {
      const { into, customer } = await undoMerge(ctx, params.id);
      told(ctx, into);
      if (customer) told(ctx, customer);
      return { customer: await present(ctx, customer ?? into) };
    },
  });
}
