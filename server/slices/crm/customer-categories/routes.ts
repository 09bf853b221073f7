import type { FastifyInstance } from 'fastify';
import { customerCategoryRoutes, type CustomerCategory } from '@bahu/contract/customer-categories.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import type { Host } from '../../server-slice.ts';
import { changeCategory, createCategory, removeCategory } from './service.ts';
import { listCategories, type CategoryRecord } from './store.ts';

export function mountCustomerCategories(
  app: FastifyInstance,
  { access, recordChanged }: Pick<Host, 'access' | 'recordChanged'>,
): void {
  async function stored(ctx: Ctx, id: string): Promise<CustomerCategory> {
    const row = (await ctx.tenant(listCategories)).find((one) => one.id === id);
    if (!row) throw new Refusal('not-found'); // removed by somebody else in this moment
    recordChanged(ctx.principal.tenantId, { type: 'customer-category', id, version: row.version });
    return present(ctx.principal, row);
  }
  mount(app, access, customerCategoryRoutes, {
    list: async ({ principal, tenant }) => ({
      items: (await tenant(listCategories)).map((row) => present(principal, row)),
    }),
    create: async (ctx, { body }) => stored(ctx, await createCategory(ctx, body)),
    change: async (ctx, { params, body }) => {
      await changeCategory(ctx, params.id, body);
      return stored(ctx, params.id);
    },
    remove: async (ctx, { params: { id } }) => {
      const { version } = await removeCategory(ctx, id);
      recordChanged(ctx.principal.tenantId, { type: 'customer-category', id, version: version + 1 });
      return {};
    },
  });
}

const present = (reader: Principal, { path: _path, name, ...row }: CategoryRecord): CustomerCategory => ({
  ...row,
  name: textFor(reader, name),
  can: reader.permissions.has('customer-category.manage') ? ['edit'] : [],
});
