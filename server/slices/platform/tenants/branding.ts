/** Whose name, logo and colour the pages wear: the tenant's, else the installation's, else the product's own. */
import type { Branding } from '@bahu/contract/tenants.ts';
import type { Tx } from '../../../kernel/db.ts';
import { readBranding } from '../../../kernel/installation.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { findByCode } from './store.ts';

/** Field by field what the tenant has set, and the installation's where it has set nothing. */
export const mergeBranding = (tenant: Branding, installation: Branding): Branding => ({
  productName: tenant.productName || installation.productName,
  logo: tenant.logo ?? installation.logo,
  colour: tenant.colour ?? installation.colour,
  supportContact: tenant.supportContact || installation.supportContact,
});

/** For the sign-in page, in a transaction without a tenant. An unknown code gets what a tenant without branding gets. */
export async function brandingFor(tx: Tx, code: string | undefined): Promise<Branding> {
  const tenant = code === undefined ? undefined : await findByCode(tx, code);
  return mergeBranding(readSettings(tenant?.settings ?? {}).branding, await readBranding(tx));
}
