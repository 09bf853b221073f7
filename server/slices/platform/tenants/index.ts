/** What the server does for the slice of the tenants: who they are and what they have set. */
import { tenantRoutes } from '@bahu/contract/tenants.ts';
import { tenantsSlice } from '@bahu/contract/slices/platform/tenants.ts';
import { serverSlice } from '../../server-slice.ts';
import { mountTenants } from './routes.ts';
import type { Home } from '@bahu/domain/numbers/dial.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readSettings, type TenantSettings } from '../../../kernel/tenant-settings.ts';
import { findById } from './store.ts';

export { mergeBranding } from './branding.ts';
export { belowUsage } from './licence.ts';
export { ensureTenant } from './operator.ts';
export { applyPolicy, checkPassword } from './policy.ts';
export { refuseWhenFull, storedBytes } from './storage.ts';
export {
  changeLicence,
  findByCode as findTenantByCode,
  findById as findTenant,
  listAll as listTenants,
  type Tenant,
} from './store.ts';

/** Country and area of a tenant, for reading numbers as its people write them. */
export async function homeOf(tx: Tx, tenantId: string): Promise<Home> {
  const tenant = await findById(tx, tenantId);
  return readSettings(tenant?.settings ?? {}).home;
}

/** What a tenant has set for itself. */
export async function ownSettingsOf(tx: Tx, tenantId: string): Promise<TenantSettings> {
  const tenant = await findById(tx, tenantId);
  return readSettings(tenant?.settings ?? {});
}

/** How long the passwords of a tenant must be at least. */
export async function passwordLengthOf(tx: Tx, tenantId: string): Promise<number> {
  const tenant = await findById(tx, tenantId);
  return readSettings(tenant?.settings ?? {}).security.passwordLength;
}

export const tenantsServer = serverSlice(tenantsSlice, {
  routes: tenantRoutes,
  mount: (api, host) => mountTenants(api, { ...host, onConfigured: (tenantId) => host.configured(tenantId) }),
});
