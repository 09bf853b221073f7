/** What holds for the whole installation, whoever the tenant is. */
import type { Branding } from '@bahu/contract/tenants.ts';
import type { Db, Tx } from './db.ts';

/** The product as it comes. */
const standard: Branding = { productName: '', logo: null, colour: null, supportContact: '' };

/** Branding of the installation, in a transaction without a tenant; the product's own where its operators have set nothing. */
export async function readBranding(tx: Tx): Promise<Branding> {
  const row = await tx.selectFrom('platformSettings').select('branding').executeTakeFirst();
  return { ...standard, ...row?.branding };
}

/** Branding of the installation, for the tenants that have none of their own and for sign-in pages (SPEC P3). */
export const installationBranding = (db: Db): Promise<Branding> => db.system(readBranding);
