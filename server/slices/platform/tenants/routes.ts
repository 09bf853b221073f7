import type { FastifyInstance } from 'fastify';
import { tenantRoutes, type Branding, type OwnTenant, type TenantChange } from '@bahu/contract/tenants.ts';
import type { RecordChange } from '@bahu/contract/realtime.ts';
import { isReadableBrand } from '@bahu/domain/branding/contrast.ts';
import { audit } from '../../../kernel/audit.ts';
import { createAttempts } from '../../../kernel/auth/attempts.ts';
import { mayChange, type Principal } from '../../../kernel/auth/principal.ts';
import type { Sessions } from '../../../kernel/auth/sessions.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db, Tx } from '../../../kernel/db.ts';
import { refuseUnfit } from '../../../kernel/desk-settings.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Access } from '../../../kernel/http/access.ts';
import { mount, type Ctx } from '../../../kernel/http/mount.ts';
import { readSettings, statusOf } from '../../../kernel/tenant-settings.ts';
import { brandingFor } from './branding.ts';
import { manifestOf } from './manifest.ts';
import { findById, updateSettings, usageOf } from './store.ts';

export interface TenantsSlice {
  db: Db;
  access: Access;
  sessions: Sessions;
  clock: Clock;
  /** Told after what its calls go by was changed. The reply waits for it. */
  onConfigured?: (tenantId: string) => void | Promise<void>;
  /** Tells the screens of its people. */
  recordChanged: (tenantId: string, change: RecordChange) => void;
}

/** A whole office may open the sign-in page behind one address. */
const brandingPerMinute = 300;

export function mountTenants(app: FastifyInstance, slice: TenantsSlice): void {
  const { db, access, sessions, clock, onConfigured, recordChanged } = slice;
  const asked = createAttempts(clock, brandingPerMinute, 60_000);
  const brandingOf = (address: string, code: string | undefined): Promise<Branding> => {
    if (!asked.allow(address)) throw new Refusal('too-many-requests');
    return db.system((tx) => brandingFor(tx, code));
  };
  mount(app, access, tenantRoutes, {
    get: ({ principal, tenant }) => tenant((tx) => readOwn(tx, principal)),
    change: async (ctx, { body }) => {
      const { tenantId } = ctx.principal;
      const changed = await changeTenant(ctx, body);
      if (body.security) await sessions.refreshTenant(tenantId);
      if (body.home ?? body.openRanges ?? body.supervision ?? body.recording ?? body.agents ?? body.desk)
        await onConfigured?.(tenantId);
      recordChanged(tenantId, { type: 'tenant', id: tenantId, version: changed.version });
      return changed;
    },
    branding: async ({ address }, { query }) => brandingOf(address, query.tenant),
    manifest: async ({ address }, { query }) => manifestOf(await brandingOf(address, query.tenant)),
  });
}

/** @throws Refusal tenant.unreadable-colour, desk-setting.hot-keys or conflict. */
function changeTenant(ctx: Ctx, { version, ...parts }: { version: number } & TenantChange): Promise<OwnTenant> {
  const { principal } = ctx;
  const { tenantId } = principal;
  const colour = parts.branding?.colour;
  if (colour && !isReadableBrand(colour)) throw new Refusal('tenant.unreadable-colour');
  refuseUnfit(parts.desk?.defaults ?? {});
  return ctx.tenant(async (tx) => {
    const before = await readOwn(tx, principal);
    if (!(await updateSettings(tx, tenantId, version, parts))) throw new Refusal('conflict');
    const after = await readOwn(tx, principal);
    await audit(tx, ctx, {
      action: 'tenant.change',
      recordType: 'tenant',
      recordId: tenantId,
      recordName: after.name,
      before: forLog(before),
      after: forLog(after),
    });
    return after;
  });
}

/** The log tells whether there is a logo, not its bytes. */
const forLog = ({
  security,
  branding,
  home,
  openRanges,
  supervision,
  recording,
  agents,
  customers,
  birthdays,
  desk,
}: OwnTenant): unknown => ({
  security,
  home,
  openRanges,
  supervision,
  recording,
  agents,
  customers,
  birthdays,
  desk,
  branding: { ...branding, logo: branding.logo === null ? null : `${branding.logo.length}` },
});

async function readOwn(tx: Tx, reader: Principal): Promise<OwnTenant> {
  const tenant = await findById(tx, reader.tenantId);
  if (!tenant) throw new Refusal('not-found');
  const { code, name, expiresAt, version, licensedAgents, licensedChannels, storageBytes } = tenant;
  const { home, branding, security, openRanges, supervision, recording, agents, birthdays, customers, desk } =
    readSettings(tenant.settings);
  return {
    code,
    name,
    status: statusOf(tenant, Date.now()),
    expiresAt: expiresAt?.toISOString() ?? null,
    version,
    branding,
    security,
    home: { areaCode: home.areaCode, outsidePrefix: home.outsidePrefix },
    openRanges,
    supervision,
    recording,
    agents,
    customers,
    birthdays,
    desk,
    licence: { agents: licensedAgents, channels: licensedChannels, storageBytes },
    usage: await usageOf(tx),
    can: mayChange(reader) ? ['edit'] : [],
  };
}
