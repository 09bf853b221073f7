/** The permissions of a role and where their scope differs, as the form changes them. Pure. */
import {
  dataScopes,
  permissions,
  type DataScope,
  type Permission,
  type ScopedPermission,
  type Scopes,
} from '@bahu/contract/permissions.ts';

export interface Rights {
  readonly permissions: readonly Permission[];
  readonly scopes: Scopes;
}

/** Gives or takes permissions; a scope goes with its permission. */
export function withPermissions(rights: Rights, names: readonly Permission[], isOn: boolean): Rights {
  const held = new Set(rights.permissions);
  for (const name of names) {
    if (isOn) held.add(name);
    else held.delete(name);
  }
  const scopes = Object.fromEntries(
    Object.entries(rights.scopes).filter(([name]) => held.has(name as Permission)),
  ) as Scopes;
  return { permissions: permissions.filter((name) => held.has(name)), scopes };
}

/** Gives a permission a scope of its own, or the role's again. */
export function withScope(rights: Rights, name: ScopedPermission, scope: DataScope | null): Rights {
  const { [name]: _, ...others } = rights.scopes;
  return { ...rights, scopes: scope === null ? others : { ...others, [name]: scope } };
}

/** Scopes that somebody may give who holds `own` themselves. */
export const scopesUpTo = (own: DataScope): readonly DataScope[] => dataScopes.slice(0, dataScopes.indexOf(own) + 1);
