/** What people type as their account (SPEC A1.1). */

export type Account = { tenantCode: string } & ({ extension: string } | { loginName: string });

/** 100001800 is tenant and extension; 100001/lin and 100001lin are tenant and login name. Null for anything else. */
export function readAccount(typed: string): Account | null {
  const [, tenantCode, rest] = /^([0-9]{6})\/?(.+)$/.exec(typed.trim()) ?? [];
  if (!tenantCode || !rest) return null;
  if (/^[4-8][0-9]{2}$/.test(rest)) return { tenantCode, extension: rest };
  return /^[A-Za-z][A-Za-z0-9._-]{1,31}$/.test(rest) ? { tenantCode, loginName: rest } : null;
}
