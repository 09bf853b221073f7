import type { FastifyInstance } from 'fastify';
import { auditRoutes, type AuditEntry } from '@bahu/contract/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount } from '../../../kernel/http/mount.ts';
import { maskNumbers } from './mask.ts';
import { findEntry, listActions, listEntries, recordNameFor, type AuditRecord } from './store.ts';

export function mountAudit(app: FastifyInstance, { access }: { access: Access }): void {
  mount(app, access, auditRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listEntries(tx, ctx.principal, query));
      return { ...page, items: rows.map((row) => presentEntry(ctx.principal, row)) };
    },
    get: async (ctx, { params }) => {
      const row = await ctx.tenant((tx) => findEntry(tx, ctx.principal, params.id));
      if (!row) throw new Refusal('not-found');
      return presentEntry(ctx.principal, row);
    },
    actions: async (ctx) => ({ items: await ctx.tenant(listActions) }),
  });
}

/** An entry as this reader may see it. */
export function presentEntry(
  reader: Pick<Principal, 'masksNumbers'>,
  row: Omit<AuditRecord, 'sortKey'> & { sortKey?: string },
): AuditEntry {
  const { sortKey: _sortKey, at, ...entry } = row;
  const shown = { ...entry, at: at.toISOString() };
  if (!reader.masksNumbers) return shown;
  return {
    ...shown,
    recordName: recordNameFor(reader, entry),
    before: maskNumbers(entry.before),
    after: maskNumbers(entry.after),
  };
}
