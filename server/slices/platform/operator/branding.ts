/** Name, logo and colour of the installation (SPEC P3). */
import type { Branding } from '@bahu/contract/tenants.ts';
import { isReadableBrand } from '@bahu/domain/branding/contrast.ts';
import type { Db } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { readBranding } from '../../../kernel/installation.ts';
import { log, type Actor } from './log.ts';

/** Stores the branding of the installation. @throws Refusal tenant.unreadable-colour. */
export async function changeBranding(db: Db, actor: Actor, branding: Branding): Promise<Branding> {
  if (branding.colour !== null && !isReadableBrand(branding.colour))
    throw new Refusal('tenant.unreadable-colour', undefined, [{ path: 'colour', rule: 'contrast' }]);
  return db.system(async (tx) => {
    const before = await readBranding(tx);
    const stored = JSON.stringify(branding);
    await tx
      .insertInto('platformSettings')
      .values({ branding: stored })
      .onConflict((conflict) => conflict.column('onlyOne').doUpdateSet({ branding: stored }))
      .execute();
    await log(tx, actor, {
      action: 'branding.change',
      before: withoutPicture(before),
      after: withoutPicture(branding),
    });
    return branding;
  });
}

/** A picture of 100 kB is nothing to read in a log; that there is one is. */
const withoutPicture = ({ logo, ...rest }: Branding): Record<string, unknown> => ({ ...rest, hasLogo: logo !== null });
