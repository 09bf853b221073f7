/** Whether a password is good enough for a tenant (SPEC A1.1). */
import { isCommonPassword } from '@bahu/domain/passwords/commonest.ts';
import type { SecurityPolicy } from '@bahu/contract/tenants.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { readSettings } from '../../../kernel/tenant-settings.ts';
import { findById } from './store.ts';

/** What everybody knows of an account, and what a password must therefore not be. */
export interface KnownWords {
  extensions?: readonly string[];
  loginName?: string | null;
  name?: string;
}

/** @throws Refusal session.weak-password (with the least `length`), session.password-not-mixed or session.common-password. */
export async function checkPassword(tx: Tx, tenantId: string, password: string, known: KnownWords = {}): Promise<void> {
  const tenant = await findById(tx, tenantId);
  applyPolicy(readSettings(tenant?.settings ?? {}).security, password, { ...known, code: tenant?.code ?? '' });
}

/** Length counts characters as people see them typed. @throws Refusal session.weak-password, session.password-not-mixed or session.common-password. */
export function applyPolicy(
  policy: SecurityPolicy,
  password: string,
  { code, extensions = [], loginName, name = '' }: KnownWords & { code: string },
): void {
  if ([...password].length < policy.passwordLength)
    throw new Refusal('session.weak-password', { length: policy.passwordLength });
  if (policy.passwordMixed && !(/\p{L}/u.test(password) && /[0-9]/.test(password)))
    throw new Refusal('session.password-not-mixed');
  if (
    isCommonPassword(password, [
      code,
      loginName ?? '',
      name,
      ...extensions.flatMap((extension) => [code + extension, extension]),
    ])
  )
    throw new Refusal('session.common-password');
}
