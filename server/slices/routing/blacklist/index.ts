/** The door of the blacklist. */
import { blacklistRoutes } from '@bahu/contract/blacklist.ts';
import { blacklistSlice } from '@bahu/contract/slices/routing/blacklist.ts';
import type { Ctx } from '../../../kernel/http/mount.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { serverSlice } from '../../server-slice.ts';
import { changeEntry, createEntry, mustFind, present, removeEntry } from './service.ts';
import { blacklistExport, blacklistImport } from './sheets.ts';
import { listEntries, loadBlacklist, type EntryRecord } from './store.ts';

export const blacklistServer = serverSlice(blacklistSlice, {
  routes: blacklistRoutes,
  mount(api, host) {
    /** The reply comes when calls go by it. */
    const told = async ({ principal }: Ctx, entry: EntryRecord) => {
      host.recordChanged(principal.tenantId, { type: 'blocked-number', id: entry.id, version: entry.version });
      await host.configured(principal.tenantId);
      return present(principal, entry);
    };
    mount(api, host.access, blacklistRoutes, {
      list: async (ctx, { query }) => {
        const { rows, ...page } = await ctx.tenant((tx) => listEntries(tx, ctx.principal, query));
        return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
      },
      get: async (ctx, { params }) => present(ctx.principal, await ctx.tenant((tx) => mustFind(tx, params.id))),
      create: async (ctx, { body }) => told(ctx, await ctx.tenant((tx) => createEntry(tx, ctx, body))),
      change: async (ctx, { params, body }) =>
        told(ctx, await ctx.tenant((tx) => changeEntry(tx, ctx, params.id, body))),
      remove: async (ctx, { params }) => {
        await told(ctx, await ctx.tenant((tx) => removeEntry(tx, ctx, params.id)));
        return {};
      },
    });
  },
  numberList: loadBlacklist,
  exports: { blacklist: blacklistExport },
  imports: { blacklist: blacklistImport },
});
