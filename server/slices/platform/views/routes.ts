import type { FastifyInstance } from 'fastify';
import { viewRoutes, type ListLayout, type View } from '@bahu/contract/views.ts';
import { isFieldOwner } from '@bahu/contract/field-owners.ts';
import { mayHoldNumbers, type FieldDef } from '@bahu/domain/fields/field.ts';
import { audit } from '../../../kernel/audit.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal, takenKey } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { newId } from '../../../kernel/ids.ts';
import { maskFilter } from '../../../kernel/typed-filters.ts';
import { listAllFields } from '../fields/index.ts';
import * as store from './store.ts';

/** Views of one user and list; more do not fit into a menu. */
const maxViews = 30;

export function mountViews(app: FastifyInstance, access: Access): void {
  mount(app, access, viewRoutes, {
    get: (ctx, { params }) => ctx.tenant((tx) => readLayout(tx, ctx, params.list)),
    // Columns and row height are a habit of one person at a screen and change nothing for anybody: the audit log has nothing to tell.
    arrange: (ctx, { params, body }) =>
      ctx.tenant(async (tx) => {
        const { tenantId, userId } = ctx.principal;
        await store.saveLayout(tx, { tenantId, userId, list: params.list }, body);
        return readLayout(tx, ctx, params.list);
      }),
    save: (ctx, { params, body }) => saveView(ctx, params.list, body),
    remove: (ctx, { params }) =>
      ctx.tenant(async (tx) => {
        const { userId, permissions } = ctx.principal;
        const removed = await store.removeView(tx, params.id, userId, permissions.has('tenant.manage'));
        if (!removed) throw new Refusal('not-found');
        const { name, list, search, isShared } = removed;
        await audit(tx, ctx, {
          action: 'view.remove',
          recordType: 'view',
          recordId: params.id,
          recordName: name,
          before: { list, search, isShared },
        });
        return {};
      }),
  });
}

/** @throws Refusal view.too-many or view.name-taken. */
async function saveView(ctx: Ctx, list: string, view: Pick<View, 'name' | 'search' | 'isShared'>): Promise<View> {
  const { tenantId, userId } = ctx.principal;
  const id = newId();
  try {
    return await ctx.tenant(async (tx) => {
      if ((await store.countOwn(tx, userId, list)) >= maxViews) throw new Refusal('view.too-many', { most: maxViews });
      await store.insertView(tx, { tenantId, userId, id, list, ...view });
      await audit(tx, ctx, {
        action: 'view.save',
        recordType: 'view',
        recordId: id,
        recordName: view.name,
        after: { list, search: view.search, isShared: view.isShared },
      });
      return { id, ...view, isMine: true };
    });
  } catch (error) {
    if (takenKey(error)?.startsWith('list_views_'))
      throw new Refusal('view.name-taken', undefined, [{ path: 'name', rule: 'taken' }]);
    throw error;
  }
}

async function readLayout(tx: Tx, { principal }: Ctx, list: string): Promise<ListLayout> {
  const views = await store.listViews(tx, principal.userId, list);
  const fields = isFieldOwner(list) ? await listAllFields(tx, list) : [];
  return {
    ...(await store.findLayout(tx, principal.userId, list)),
    views: views.map(({ id, name, search, isShared, userId }) => {
      const isMine = userId === principal.userId;
      return { id, isShared, isMine, ...(isMine ? { name, search } : ofOthers(principal, fields, { name, search })) };
    }),
  };
}

/**
 * A view of somebody else as the reader may see it: the numbers, and parts of numbers, that its filters look for were typed by one who sees
 * them whole. One's own view holds what one typed.
 */
function ofOthers(
  reader: Principal,
  fields: readonly FieldDef[],
  { name, search }: Pick<View, 'name' | 'search'>,
): Pick<View, 'name' | 'search'> {
  if (!reader.masksNumbers) return { name, search };
  const mayHold = (code: string): boolean => fields.every(({ key, type }) => key !== code || mayHoldNumbers(type));
  return {
    name: textFor(reader, name),
    search: Object.fromEntries(
      Object.entries(search).map(([key, value]) => [
        key,
        typeof value === 'string' ? maskFilter(key, value, mayHold) : value,
      ]),
    ),
  };
}
