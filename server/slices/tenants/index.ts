/** The door of the tenants: who they are and what they have set. */
import type { Home } from '@bahu/domain/numbers/dial.ts';
import type { Tx } from '../../kernel/db.ts';
import { readSettings } from './settings.ts';
import { findById } from './store.ts';

export { ensureTenant, insertRoles } from './operator.ts';
export { canCall, readSettings, type TenantSettings } from './settings.ts';
export { findByCode as findTenantByCode, findById as findTenant, listAll as listTenants, type Tenant } from './store.ts';

/** Country and area of a tenant, for reading numbers as its people write them. */
export async function homeOf(tx: Tx, tenantId: string): Promise<Home> {
  const tenant = await findById(tx, tenantId);
  return readSettings(tenant?.settings ?? {}).home;
}
