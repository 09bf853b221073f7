import { defaultRoles, permissions } from '@bahu/contract/permissions.ts';
import { describe, expect, it } from 'vitest';
import { pageOf, pages, railOf } from './pages.ts';

describe('[U1] the menu', () => {
  it('holds only what somebody may open', () => {
    const agent = railOf(defaultRoles.agent.permissions);
    expect(agent.map(({ key }) => key)).toEqual(['/', '/customers', '/follow-ups', '/calls', '/announcements']);
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
    expect(railOf(permissions).map(({ key }) => key)).toEqual([
      '/',
      '/customers',
      '/follow-ups',
      '/calls',
      '/announcements',
      'people',
      'system',
    ]);
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
