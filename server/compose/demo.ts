/** The password of the demo: the manual's on a machine by itself, and never that where others can reach it. */
import { isPassword, hashPassword } from '../kernel/auth/passwords.ts';
import { isExposed, manualPassword, type Config } from '../kernel/config.ts';
import type { Db } from '../kernel/db.ts';
import type { Secrets } from '../kernel/secrets.ts';
import { listTenants } from '../slices/platform/tenants/index.ts';

const generatedLength = 12;

/** What demo accounts are made with: what is configured, else the manual's, else one at random that stays the same. */
export function demoPasswordOf(
  config: Pick<Config, 'demo' | 'host' | 'origins' | 'trustedProxies'>,
  secrets: Secrets,
): string {
  if (config.demo.password !== null) return config.demo.password;
  return isExposed(config) ? secrets('demo-password').replace(/[-_]/g, 'x').slice(0, generatedLength) : manualPassword;
}

/** Gives `password` to every user and operator who has the manual's, e.g. from a time when nobody else could reach this server. Returns how many. */
export async function replaceManualPassword(db: Db, password: string): Promise<number> {
  const passwordHash = await hashPassword(password);
  let replaced = 0;
  for (const { id } of await db.system(listTenants)) {
    // Demo users share one hash; a person's own is asked for once.
    const rows = await db.tenant(id, (tx) =>
      tx
        .selectFrom('users')
        .innerJoin('trunks', 'trunks.tenantId', 'users.tenantId')
        .where('trunks.isSimulated', '=', true)
        .select('users.passwordHash as hash')
        .distinct()
        .execute(),
    );
    for (const { hash } of rows) {
      if (!(await isPassword(hash, manualPassword))) continue;
      const { numUpdatedRows } = await db.tenant(id, (tx) =>
        tx.updateTable('users').set({ passwordHash }).where('passwordHash', '=', hash).executeTakeFirstOrThrow(),
      );
      replaced += Number(numUpdatedRows);
    }
  }
  for (const { id, hash } of await db.system((tx) =>
    tx.selectFrom('operators').select(['id', 'passwordHash as hash']).execute(),
  )) {
    if (!(await isPassword(hash, manualPassword))) continue;
    await db.system((tx) => tx.updateTable('operators').set({ passwordHash }).where('id', '=', id).execute());
    replaced++;
  }
  return replaced;
}
