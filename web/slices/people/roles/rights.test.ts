import { permissionMenus, permissions } from '@bahu/contract/permissions.ts';
import { describe, expect, it } from 'vitest';
import { customerIn } from './customer-in.ts';
import { withPermissions, withScope } from './rights.ts';

describe('[U1] the permissions by menu', () => {
  it('hold every permission of the contract exactly once', () => {
    const shown = permissionMenus.flatMap((group) => group.permissions);
    expect(shown.toSorted()).toEqual(permissions.toSorted());
    expect(permissionMenus.every((group) => group.permissions.length > 0)).toBe(true);
  });
});

describe('[U1] giving permissions of a role', () => {
  const rights = { permissions: ['call.read', 'desk.use'] as const, scopes: { 'call.read': 'all' } as const };
  it('gives the same value for the same set, in whatever order it was given', () => {
    const one = withPermissions(rights, ['user.read', 'call.place'], true).permissions;
    const other = withPermissions(
      { ...rights, permissions: ['desk.use', 'call.read'] },
      ['call.place', 'user.read'],
      true,
    );
    expect(one).toEqual(other.permissions);
    expect(one.toSorted()).toEqual(['call.place', 'call.read', 'desk.use', 'user.read']);
  });
  it('takes a scope of its own away together with its permission', () => {
    expect(withPermissions(rights, ['call.read'], false)).toEqual({ permissions: ['desk.use'], scopes: {} });
  });
  it('sets a scope, or goes back to the role’s', () => {
    expect(withScope(rights, 'call.read', 'own').scopes).toEqual({ 'call.read': 'own' });
    expect(withScope(rights, 'call.read', null).scopes).toEqual({});
  });
});

describe('[U1] the customer in what was pasted', () => {
  const id = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000';
  it.each([[`https://x.example/customers/${id}?tab=1`], [id], [` ${id.toUpperCase()} `]])('is found in %s', (text) => {
    expect(customerIn(text)).toBe(id);
  });
  it.each(['', '张三', '13900000042'])('is not found in %j', (text) => {
    expect(customerIn(text)).toBeNull();
  });
});
