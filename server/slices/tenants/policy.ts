/** Whether a password is good enough for a tenant (SPEC A1.1). */
import type { SecurityPolicy } from '@bahu/contract/tenant.ts';
import type { Tx } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/errors.ts';
import { readSettings } from './settings.ts';
import { findById } from './store.ts';

/** @throws Refusal session.weak-password (with the least `length`) or session.password-not-mixed. */
export async function checkPassword(tx: Tx, tenantId: string, password: string): Promise<void> {
  const tenant = await findById(tx, tenantId);
  applyPolicy(readSettings(tenant?.settings ?? {}).security, password);
}

/** Length counts characters as people see them typed. @throws Refusal session.weak-password or session.password-not-mixed. */
export function applyPolicy(policy: SecurityPolicy, password: string): void {
  if ([...password].length < policy.passwordLength) throw new Refusal('session.weak-password', { length: policy.passwordLength });
  if (policy.passwordMixed && !(/\p{L}/u.test(password) && /[0-9]/.test(password))) throw new Refusal('session.password-not-mixed');
}
