import { fieldsOfCustomers } from '@bahu/domain/fields/customer-owner.ts';
import type { FieldDef, FieldOption } from '@bahu/domain/fields/field.ts';
import { describe, expect, it } from 'vitest';
import { boardColumns, cardAfter, cellsOfCard, columnBeside, filtersOfColumn, isBlank } from './columns.ts';

const option = (code: string, isRetired = false): FieldOption => ({
  id: `o-${code}`,
  code,
  labels: { zh: code, en: code },
  color: '',
  parentId: null,
  isRetired,
});
const field: FieldDef = {
  ...fieldsOfCustomers.builtIn.find(({ key }) => key === 'stage')!,
  options: [option('a'), option('b'), option('old', true)],
};
const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([code, count]) => ({ code, count, isExact: true }));
const codes = (filters?: string, counts: Readonly<Record<string, number>> = {}, of: FieldDef = field) =>
  boardColumns(of, filters, counted(counts)).map(({ code }) => code);

describe('the columns of a board', () => {
  it('[C1] [C6] are the values that are offered and the lack of one, and those that only some records still have', () => {
    expect(codes()).toEqual(['', 'a', 'b']);
    expect(codes(undefined, { old: 0 })).toEqual(['', 'a', 'b']);
    expect(codes(undefined, { old: 2 })).toEqual(['', 'a', 'b', 'old']);
  });

  it('[C6] have none for the lack of a value that must be there, unless records lack it all the same', () => {
    const needed: FieldDef = { ...field, required: { ...field.required, web: true } };
    expect(codes(undefined, {}, needed)).toEqual(['a', 'b']);
    expect(codes(undefined, { '': 1 }, needed)).toEqual(['', 'a', 'b']);
  });

  it('[C1] are those that the filters of the list leave', () => {
    expect(codes('stage:is:b')).toEqual(['b']);
    expect(codes('stage:is:b,a')).toEqual(['a', 'b']);
    expect(codes('stage:empty:')).toEqual(['']);
    expect(codes('stage:filled:')).toEqual(['a', 'b']);
    expect(codes('grade:is:key')).toEqual(['', 'a', 'b']);
  });

  it('[C1] ask the list for their own records, within its other filters', () => {
    expect(filtersOfColumn(undefined, field, 'a')).toBe('stage:is:a');
    expect(filtersOfColumn(undefined, field, '')).toBe('stage:empty:');
    expect(filtersOfColumn('grade:is:key;stage:is:a,b', field, 'b')).toBe('grade:is:key;stage:is:b');
  });

  it('[C1] [C6] take cards unless their value is offered no more or is the lack of one that must be there', () => {
    const needed: FieldDef = { ...field, required: { ...field.required, web: true } };
    const targets = (of: FieldDef) =>
      boardColumns(of, undefined, counted({ '': 1, old: 1 })).map(({ code, isTarget }) => [code, isTarget]);
    expect(targets(field)).toEqual([
      ['', true],
      ['a', true],
      ['b', true],
      ['old', false],
    ]);
    expect(targets(needed)[0]).toEqual(['', false]);
  });
});

describe('a board', () => {
  it('[C1] is blank when none of its columns has a record, whether or not they are counted', () => {
    expect([[], [{ count: 0 }, { count: 0 }], [{ count: 0 }, { count: 1 }]].map(isBlank)).toEqual([true, true, false]);
  });
});

describe('a card of a board', () => {
  const shown = [
    { key: 'name', fixed: 'left', width: 100 },
    ...['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, width: 90 })),
    { key: 'text' },
    { key: 'actions', fixed: 'right', width: 40 },
  ];
  const keys = (without: string) => cellsOfCard(shown, without).map(({ key }) => key);

  it('[C1] says some of the shown columns and what the record is about, but neither its name nor its column again', () => {
    expect(keys('nothing')).toEqual(['a', 'b', 'c', 'text']);
    expect(keys('b')).toEqual(['a', 'c', 'd', 'text']);
    expect(keys('text')).toEqual(['a', 'b', 'c', 'd']);
    expect(cellsOfCard(shown.slice(0, 3), 'a').map(({ key }) => key)).toEqual(['b']);
  });
});

describe('keys on a board', () => {
  const sizes = [2, 0, 5, 1];
  const after = (key: string, column: number, card: number) => {
    const place = cardAfter(key, { column, card }, sizes);
    return place && [place.column, place.card];
  };

  it('[U1] lead along a column and across the columns that have cards, and never out of the board', () => {
    expect(after('ArrowDown', 0, 0)).toEqual([0, 1]);
    expect(after('ArrowDown', 0, 1)).toBeNull();
    expect(after('ArrowUp', 2, 3)).toEqual([2, 2]);
    expect(after('ArrowUp', 2, 0)).toBeNull();
    expect(after('ArrowRight', 0, 1)).toEqual([2, 1]);
    expect(after('ArrowRight', 2, 4)).toEqual([3, 0]);
    expect(after('ArrowRight', 3, 0)).toBeNull();
    expect(after('ArrowLeft', 2, 4)).toEqual([0, 1]);
    expect(after('ArrowLeft', 0, 0)).toBeNull();
    expect(after('Enter', 0, 0)).toBeNull();
  });

  it('[C1] move a card to the next column that takes it, past those that do not', () => {
    const columns = boardColumns(
      { ...field, options: [option('a'), option('old', true), option('b')] },
      undefined,
      counted({ old: 1 }),
    );
    expect(columns.map(({ code }) => code)).toEqual(['', 'a', 'b', 'old']);
    expect(columnBeside('ArrowRight', 'a', columns)?.code).toBe('b');
    expect(columnBeside('ArrowRight', 'b', columns)).toBeUndefined();
    expect(columnBeside('ArrowLeft', 'old', columns)?.code).toBe('b');
    expect(columnBeside('ArrowLeft', '', columns)).toBeUndefined();
    expect(columnBeside('ArrowDown', 'a', columns)).toBeUndefined();
  });
});
