import type { FastifyInstance } from 'fastify';
import { trunkRoutes, type Trunk } from '@bahu/contract/trunks.ts';
import { auditChange } from '../../../kernel/audit.ts';
import { textFor, type Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { findTrunk, listTrunks, updateTrunk, type TrunkPlan, type TrunkRecord } from './store.ts';

export interface TrunksSlice {
  access: Access;
  /** Told after a change is stored. */
  onChange: (tenantId: string, trunk: { type: 'trunk'; id: string; version: number }) => void | Promise<void>;
}

export function mountTrunks(app: FastifyInstance, { access, onChange }: TrunksSlice): void {
  mount(app, access, trunkRoutes, {
    list: async (ctx, { query }) => {
      const { rows, ...page } = await ctx.tenant((tx) => listTrunks(tx, query));
      return { ...page, items: rows.map((row) => present(ctx.principal, row)) };
    },
    get: async (ctx, { params }) => present(ctx.principal, await ctx.tenant((tx) => mustFind(tx, params.id))),
    change: async (ctx, { params, body: { version, ...plan } }) => {
      const changed = await changeTrunk(ctx, params.id, version, plan);
      await onChange(ctx.principal.tenantId, { type: 'trunk', id: changed.id, version: changed.version });
      return present(ctx.principal, changed);
    },
  });
}

/** @throws Refusal not-found or conflict. */
function changeTrunk(ctx: Ctx, id: string, version: number, plan: TrunkPlan): Promise<TrunkRecord> {
  return ctx.tenant(async (tx) => {
    const before = await mustFind(tx, id);
    if (!(await updateTrunk(tx, id, version, plan))) throw new Refusal('conflict');
    const after = await mustFind(tx, id);
    const entry = { action: 'trunk.change', recordType: 'trunk', recordId: id, recordName: before.name } as const;
    await auditChange(tx, ctx, entry, planOf(before), planOf(after));
    return after;
  });
}

const planOf = ({ outsidePrefix, longDistance }: TrunkRecord) => ({ outsidePrefix, longDistance });

/** @throws Refusal not-found. */
async function mustFind(tx: Tx, id: string): Promise<TrunkRecord> {
  const trunk = await findTrunk(tx, id);
  if (!trunk) throw new Refusal('not-found');
  return trunk;
}

const present = (reader: Principal, trunk: TrunkRecord): Trunk => ({
  ...trunk,
  name: textFor(reader, trunk.name),
  can: reader.permissions.has('trunk.manage') ? ['edit'] : [],
});
