import type { FastifyInstance } from 'fastify';
import {
  deskSettingRoutes,
  standardDeskSettings,
  type OwnDeskSettings,
  type SomeDeskSettings,
} from '@bahu/contract/desk-settings.ts';
import { changedLocks, defaultsOf, inForce } from '@bahu/domain/desk-settings/in-force.ts';
import { auditChange } from '../../../kernel/audit.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { refuseUnfit } from '../../../kernel/desk-settings.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { findTenant } from '../../platform/tenants/index.ts';
import type { Host } from '../../server-slice.ts';
import { findKept, keep } from './store.ts';

export function mountDeskSettings(
  app: FastifyInstance,
  { access, recordChanged, agentChanged }: Pick<Host, 'access' | 'recordChanged' | 'agentChanged'>,
): void {
  mount(app, access, deskSettingRoutes, {
    get: ({ principal, tenant }) => tenant((tx) => readOwn(tx, principal)),
    change: async (ctx, { body }) => {
      const changed = await change(ctx, body.version, body.own);
      const { tenantId, userId } = ctx.principal;
      const told = { type: 'desk-setting', id: userId, version: changed.version } as const;
      recordChanged(tenantId, told, { ownerIds: [userId] });
      // Calls go by it.
      await agentChanged(tenantId, userId);
      return changed;
    },
  });
}

/** @throws Refusal desk-setting.locked, desk-setting.hot-keys or conflict. */
function change(ctx: Ctx, version: number, own: SomeDeskSettings): Promise<OwnDeskSettings> {
  const { principal } = ctx;
  const { tenantId, userId, name } = principal;
  refuseUnfit(own);
  return ctx.tenant(async (tx) => {
    const before = await readOwn(tx, principal);
    const [locked] = changedLocks(before, before.own, own);
    if (locked) throw new Refusal('desk-setting.locked', undefined, [{ path: locked, rule: 'locked' }]);
    if (before.version !== version || !(await keep(tx, { tenantId, userId }, { own, version })))
      throw new Refusal('conflict');
    const entry = {
      action: 'desk-setting.change',
      recordType: 'desk-setting',
      recordId: userId,
      recordName: name,
    } as const;
    await auditChange(tx, ctx, entry, before.own, own);
    return readOwn(tx, principal);
  });
}

async function readOwn(tx: Tx, { tenantId, userId }: Principal): Promise<OwnDeskSettings> {
  const rules = readSettings((await findTenant(tx, tenantId))?.settings ?? {}).desk;
  const { own, version } = await findKept(tx, userId);
  return {
    inForce: inForce(standardDeskSettings, rules, own),
    own,
    defaults: defaultsOf(standardDeskSettings, rules),
    locks: rules.locks,
    version,
  };
}
