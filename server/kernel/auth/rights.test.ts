import { describe, expect, test } from 'vitest';
import type { Permission } from '@bahu/contract/permissions.ts';
import { isWithin, rightsOf, withoutPhone, type RoleRights } from './rights.ts';

const role = (change: Partial<RoleRights> = {}): RoleRights => ({
  permissions: ['customer.read', 'call.read'],
  scope: 'department',
  scopes: {},
  masksNumbers: true,
  ...change,
});
const holder = (change: Partial<Omit<RoleRights, 'permissions'>> & { permissions?: Permission[] } = {}) => {
  const { permissions, ...rest } = role(change);
  return { ...rest, permissions: new Set(permissions) };
};

describe('rights within rights', () => {
  test('[U1] the same rights may be given on, and fewer', () => {
    expect(isWithin(holder(), role())).toBe(true);
    expect(isWithin(holder(), role({ permissions: [] }))).toBe(true);
    expect(isWithin(holder(), role({ scope: 'own' }))).toBe(true);
  });

  test.each<[string, Partial<RoleRights>]>([
    ['a permission that they lack', { permissions: ['customer.read', 'user.delete'] }],
    ['a wider scope', { scope: 'all' }],
    ['a wider scope of one permission', { scopes: { 'call.read': 'all' } }],
    ['numbers that they see masked', { masksNumbers: false }],
  ])('[U1] nobody gives %s', (_what, change) => {
    expect(isWithin(holder(), role(change))).toBe(false);
  });

  test('[U1] the scope of a permission counts for those who hold it, in either role', () => {
    expect(isWithin(holder(), role({ scopes: { 'user.read': 'all' } }))).toBe(true);
    expect(isWithin(holder({ scope: 'all', scopes: { 'call.read': 'own' } }), role())).toBe(false);
    expect(
      isWithin(holder({ scope: 'all', scopes: { 'call.read': 'own' } }), role({ scopes: { 'call.read': 'own' } })),
    ).toBe(true);
  });

  test('[P1] [U1] an operator in support has no phone of their own, and may give the rights to one', () => {
    const withPhone = role({ permissions: ['desk.use', 'call.place', 'customer.read'] });
    expect(isWithin({ ...holder(), via: 'operator' }, withPhone)).toBe(true);
    expect(isWithin({ ...holder(), via: 'session' }, withPhone)).toBe(false);
    expect(isWithin({ ...holder(), via: 'operator' }, role({ permissions: ['user.delete'] }))).toBe(false);
  });

  test.each<Permission>([
    'monitor.hang-up',
    'monitor.remind',
    'channel.hang-up',
    'desk-phone.own',
    'desk-phone.manage',
  ])(
    '[P1] [U7] [A2.9] an operator in support watches calls, and has no %s: neither acts as a user nor leaves with a phone of theirs',
    (name) => {
      const seen = withoutPhone(rightsOf(role({ permissions: ['channel.read', 'monitor.read', name] })));
      expect([...seen.permissions]).toEqual(['channel.read', 'monitor.read']);
    },
  );
});
