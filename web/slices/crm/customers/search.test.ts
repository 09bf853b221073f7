import { describe, expect, it } from 'vitest';
import { readSearch } from '../../../lib/search.ts';
import { customerShape, customersShape } from './search.ts';

const read = (raw: Record<string, unknown>) => readSearch(customersShape, raw);

describe('[C1] the address of the customers’ list', () => {
  it('carries search, fields, spans and sort', () => {
    const search = {
      search: '陈',
      fields: 'stage:is:won,lost',
      created: 'week',
      lastCall: '2026-11-01~',
      sort: 'field.due.desc',
    };
    expect(read(search)).toEqual(search);
  });

  it('reads digits as text, as the router makes numbers of them', () => {
    expect(read({ search: 13_800 })).toEqual({ search: '13800' });
  });

  it('ignores what it does not know', () => {
    expect(read({ search: '', stage: 'won', fields: 'x', sort: ['name'], owner: 'me', other: 1 })).toEqual({});
    expect(readSearch(customerShape, { call: 7 })).toEqual({});
  });
});
