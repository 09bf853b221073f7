import { scopedPermissions } from '@bahu/contract/permissions.ts';
import type { Me } from '@bahu/contract/session.ts';
import type { Branding } from '@bahu/contract/tenants.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { canCall, readSettings } from '../../../kernel/tenant-settings.ts';
import { findTenant, mergeBranding } from '../../platform/tenants/index.ts';
import { deskSettingsOf } from '../desk-settings/index.ts';
import { hasFactor } from './second-factor.ts';
import { hasSimulatedCarrier } from './store.ts';

interface Surroundings {
  nowMs: number;
  version: string;
  /** Branding of the installation, which a tenant's transaction cannot read. */
  installation: Branding;
}

/** Everything that the browser knows of who is signed in. */
export async function readMe(
  tx: Tx,
  principal: Principal,
  { nowMs, version, installation }: Surroundings,
): Promise<Me> {
  const tenant = await findTenant(tx, principal.tenantId);
  if (!tenant) throw new Refusal('session.required');
  const { branding, security, desk } = readSettings(tenant.settings);
  const {
    userId,
    sessionId,
    name,
    extension,
    role,
    scope,
    scopes,
    permissions,
    masksNumbers,
    mustChangePassword,
    mustSetUpSecondFactor,
    viewingAs,
    support,
  } = principal;
  return {
    userId,
    sessionId,
    name,
    extension,
    account: tenant.code + extension,
    role,
    scope,
    permissions: [...permissions],
    masksNumbers,
    version,
    scopes: scopedPermissions.flatMap((permission) => {
      const own = scopes[permission];
      return own !== undefined && own !== scope && permissions.has(permission) ? [{ permission, scope: own }] : [];
    }),
    tenant: {
      id: tenant.id,
      code: tenant.code,
      name: tenant.name,
      status: principal.tenantStatus,
      expiresAt: tenant.expiresAt?.toISOString() ?? null,
      canCall: canCall(tenant, nowMs),
    },
    branding: mergeBranding(branding, installation),
    security,
    settings: await deskSettingsOf(tx, desk, userId),
    mustChangePassword,
    mustSetUpSecondFactor,
    hasSecondFactor: await hasFactor(tx, userId),
    viewingAs,
    support: support && { operator: support.operatorName, endsAt: support.endsAt.toISOString() },
    demo: await hasSimulatedCarrier(tx),
  };
}
