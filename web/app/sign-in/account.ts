/** What an account says about itself while it is typed. */

export type Account =
  | { kind: 'extension'; tenant: string; extension: string }
  | { kind: 'login-name'; tenant: string; name: string }
  | { kind: 'unfinished' };

/** 100001800 is tenant and extension, 100001/lin tenant and login name. */
export function readAccount(text: string): Account {
  const [, tenant, extension] = /^([0-9]{6})([4-8][0-9]{2})$/.exec(text.trim()) ?? [];
  if (tenant && extension) return { kind: 'extension', tenant, extension };
  const [, tenantOfName, name] = /^([0-9]{6})\/([A-Za-z][\w.-]*)$/.exec(text.trim()) ?? [];
  return tenantOfName && name ? { kind: 'login-name', tenant: tenantOfName, name } : { kind: 'unfinished' };
}
