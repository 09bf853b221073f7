import { describe, expect, it } from 'vitest';
import type { WebSlice } from '../../../lib/web-slice.ts';
import { differences, listChange } from './difference.ts';
import { pathOf } from './record-path.ts';

describe('[P4] what an entry of the log changed', () => {
  it('is told field by field, what stayed is left out', () => {
    expect(
      differences({ name: '甲', code: 'a', isEnabled: true }, { name: '乙', code: 'a', isEnabled: false }),
    ).toEqual([
      { path: ['name'], before: '甲', after: '乙' },
      { path: ['isEnabled'], before: true, after: false },
    ]);
  });

  it('is everything with a value for a new or removed record', () => {
    expect(differences(null, { name: '甲', note: '', headId: null, list: [] })).toEqual([
      { path: ['name'], before: undefined, after: '甲' },
    ]);
    expect(differences({ name: '甲' }, undefined)).toEqual([{ path: ['name'], before: '甲', after: undefined }]);
  });

  it('goes into nested values', () => {
    expect(
      differences({ branding: { colour: null, name: 'x' } }, { branding: { colour: '#000000', name: 'x' } }),
    ).toEqual([{ path: ['branding', 'colour'], before: null, after: '#000000' }]);
  });

  it('says of lists what was added and what removed', () => {
    const [change] = differences({ permissions: ['a', 'b'] }, { permissions: ['b', 'c'] });
    expect(listChange(change!)).toEqual({ added: ['c'], removed: ['a'] });
    expect(listChange({ path: ['x'], before: 'a', after: 'b' })).toBeNull();
  });

  it('is the whole list before and after when its order alone changed', () => {
    expect(listChange({ path: ['fieldOrder'], before: ['a', 'b'], after: ['b', 'a'] })).toBeNull();
  });

  it('takes whatever stands in a row', () => {
    for (const odd of [undefined, null, 'text', 7, [1, 2]]) expect(differences(odd, odd)).toEqual([]);
    expect(differences({ a: [{ b: 1 }] }, { a: [] })).toEqual([{ path: ['a'], before: ['{"b":1}'], after: [] }]);
  });
});

describe('[P4] the record of an entry', () => {
  const page = { name: { zh: '', en: '' }, texts: [], load: () => Promise.resolve(() => null) } as const;
  const slices: readonly WebSlice[] = [
    { slice: 'customers', pages: [{ ...page, path: '/customers/$customerId', record: 'customer' }] },
    { slice: 'roles', pages: [{ ...page, path: '/roles', record: 'role' }] },
  ];

  it('has an address where a slice has a page for it', () => {
    expect(pathOf(slices, 'customer', 'x')).toBe('/customers/x');
    expect(pathOf(slices, 'role', 'x')).toBe('/roles?open=x');
    expect(pathOf(slices, 'view', 'x')).toBeNull();
    expect(pathOf(slices, 'customer', null)).toBeNull();
  });
});
