import { describe, expect, it } from 'vitest';
import { readCustomerSearch, readCustomersSearch } from './search.ts';

describe('[C1] the address of the customers’ list', () => {
  it('carries search, stage and sort', () => {
    expect(readCustomersSearch({ search: '陈', stage: 'won', sort: 'name' })).toEqual({ search: '陈', stage: 'won', sort: 'name' });
  });

  it('reads digits as text, as the router makes numbers of them', () => {
    expect(readCustomersSearch({ search: 13_800 })).toEqual({ search: '13800' });
  });

  it('ignores what it does not know', () => {
    expect(readCustomersSearch({ search: '', stage: 'x', sort: ['name'], other: 1 })).toEqual({});
    expect(readCustomerSearch({ call: 7 })).toEqual({});
  });
});
