import { describe, expect, it } from 'vitest';
import { filtersOf, isSameView, queryOf, readSearch, spanOf, type Shape } from './search.ts';

const now = new Date('2026-11-22T18:30:00').getTime();
const midnight = (day: string): string => new Date(`${day}T00:00:00`).toISOString();
const id = '01890000-0000-7000-8000-000000000001';
const shape = {
  search: 'text',
  stage: ['lead', 'won'],
  owner: 'id',
  created: 'time',
  time: 'time',
  enabled: 'flag',
  open: 'id',
} as const satisfies Shape;

describe('the address of a list', () => {
  it('keeps what its shape knows and drops the rest', () => {
    expect(
      readSearch(shape, {
        search: 13_800,
        stage: 'won',
        owner: id,
        created: 'week',
        enabled: false,
        open: 'new',
        page: 3,
        time: 'soon',
      }),
    ).toEqual({ search: '13800', stage: 'won', owner: id, created: 'week', enabled: false, open: 'new' });
    expect(readSearch(shape, { search: '', stage: 'x', owner: 'me', created: '~', enabled: 'yes', open: 7 })).toEqual(
      {},
    );
  });

  it('keeps several values, orders and filters of designed fields when they are sound, and of several values those that it knows', () => {
    const wide = {
      stage: { several: ['lead', 'won', 'lost'] },
      owner: 'ids',
      sort: { orders: ['created'] },
      fields: 'fields',
    } as const satisfies Shape;
    const sound = {
      stage: 'won,lead',
      owner: `${id},${id.replace(/1$/, '2')}`,
      sort: 'field.amount.desc',
      fields: 'level:is:vip,normal;due:within:-6,0',
    };
    expect(readSearch(wide, sound)).toEqual(sound);
    expect(readSearch(wide, { stage: 'x,won,won', owner: `me,${id}`, sort: 'created', fields: '' })).toEqual({
      stage: 'won',
      owner: id,
      sort: 'created',
    });
    for (const sort of ['field.', 'field.Amount', 'field.a;b', 'field.a.up', 'name'])
      expect(readSearch(wide, { sort })).toEqual({});
    for (const fields of ['level', 'level:drop:1', ':is:1', 'x'.repeat(2001)])
      expect(readSearch(wide, { fields })).toEqual({});
  });

  it('cuts a text to what the server takes', () => {
    expect(readSearch(shape, { search: 'x'.repeat(100) }).search).toHaveLength(64);
  });

  it('means whole days of the reader', () => {
    expect(spanOf('today', now)).toEqual({ from: midnight('2026-11-22') });
    expect(spanOf('yesterday', now)).toEqual({ from: midnight('2026-11-21'), to: midnight('2026-11-22') });
    expect(spanOf('week', now)).toEqual({ from: midnight('2026-11-16') });
    expect(spanOf('2026-11-30~2026-11-30', now)).toEqual({ from: midnight('2026-11-30'), to: midnight('2026-12-01') });
    expect(spanOf('~2026-11-30', now)).toEqual({ to: midnight('2026-12-01') });
  });

  it('becomes the query of the contract, without the open record', () => {
    expect(
      queryOf(shape, { time: 'today', created: '2026-11-01~', stage: 'lead', enabled: false, open: id }, now),
    ).toEqual({
      from: midnight('2026-11-22'),
      createdFrom: midnight('2026-11-01'),
      stage: 'lead',
      enabled: false,
    });
  });

  it('is the same view whatever is open beside it and however it is sorted', () => {
    expect(isSameView({ stage: 'won', search: 'a', open: id }, { search: 'a', stage: 'won', sort: 'name' })).toBe(true);
    expect(isSameView({ stage: 'won' }, { stage: 'won', search: 'a' })).toBe(false);
  });

  it('[C1] keeps the board in a view, which is no filter and is asked of nobody', () => {
    expect(isSameView({ search: 'a', board: 'stage' }, { search: 'a' })).toBe(false);
    expect(isSameView({ search: 'a', board: 'stage' }, { board: 'stage', search: 'a', open: id })).toBe(true);
    expect(filtersOf({ search: 'a', board: 'stage' })).toEqual({ search: 'a' });
    expect(queryOf({ ...shape, board: 'text' }, { search: 'a', board: 'stage' }, now)).toEqual({ search: 'a' });
  });
});
