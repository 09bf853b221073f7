import { defaultRoles, permissions, roleCodes } from '@bahu/contract/permissions.ts';
import { describe, expect, it } from 'vitest';
import { pageOf, pages, railOf } from './pages.ts';

describe('[U1] the menu', () => {
  it.each(roleCodes)('holds for the %s every page that they may open, and no other', (role) => {
    const { permissions: held } = defaultRoles[role];
    const shown = railOf(held).flatMap((entry) => entry.pages.map(({ path }) => path));
    const open = pages.filter(({ menu, permission }) => menu && (!permission || held.includes(permission)));
    expect(shown.toSorted()).toEqual(open.map(({ path }) => path).toSorted());
  });

  it('shows an agent the desk and the customers and no administration, and nobody without rights anything', () => {
    const agent = railOf(defaultRoles.agent.permissions).map(({ key }) => key);
    expect(agent).toEqual(expect.arrayContaining(['/', '/customers', '/calls']));
    expect(agent.filter((key) => key === 'people' || key === 'system')).toEqual([]);
    expect(railOf([])).toEqual([]);
  });

  it('holds each page at most once, and a group once with its pages', () => {
    const rail = railOf(permissions);
    const paths = rail.flatMap((entry) => entry.pages.map(({ path }) => path));
    expect(new Set(paths).size).toBe(paths.length);
    expect(new Set(rail.map(({ key }) => key)).size).toBe(rail.length);
    expect(rail.find(({ key }) => key === 'people')?.pages.map(({ path }) => path)).toContain('/users');
  });

  it('has an address for each page once', () => {
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
  });

  it('stands in the order of its places, whatever the order of the slices', () => {
    const known = ['/', '/customers', '/calls', 'people', 'system'];
    expect(railOf(permissions).flatMap(({ key }) => (known.includes(key) ? [key] : []))).toEqual(known);
  });

  it('leads to each kind of record at one page alone', () => {
    const records = pages.flatMap(({ record }) => record ?? []);
    expect(new Set(records).size).toBe(records.length);
    expect(records).toEqual(expect.arrayContaining(['customer', 'call', 'user', 'role', 'webhook']));
  });

  it('knows the page of an address below it', () => {
    const addresses = ['/customers/1', '/', '/pop/1', '/imports/1', '/nowhere'];
    expect(addresses.map((address) => pageOf(address)?.path)).toEqual([
      '/customers',
      '/',
      '/',
      '/imports/$importId',
      undefined,
    ]);
  });
});
