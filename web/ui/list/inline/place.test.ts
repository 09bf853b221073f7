import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAfter, type Place } from './place.ts';

const size = { rows: 3, columns: 4 };
const pressed = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});
const after = (key: string, row: number, column: number | null, held = {}): (number | null)[] | null => {
  const place = placeAfter(pressed(key, held), { row, column }, size);
  return place && [place.row, place.column];
};

describe('the focus in a table', () => {
  it('[C1] [U1] goes by rows, into the cells of one, and back to the row', () => {
    expect(after('ArrowDown', 0, null)).toEqual([1, null]);
    expect(after('ArrowRight', 1, null)).toEqual([1, 0]);
    expect(after('ArrowRight', 1, 0)).toEqual([1, 1]);
    expect(after('ArrowLeft', 1, 1)).toEqual([1, 0]);
    expect(after('ArrowLeft', 1, 0)).toEqual([1, null]);
    expect(after('ArrowUp', 1, 2)).toEqual([0, 2]);
  });

  it('[C1] [U1] stays at an edge, and Home and End go to the ends of the row, with Ctrl of the table', () => {
    expect(after('ArrowUp', 0, 2)).toEqual([0, 2]);
    expect(after('ArrowDown', 2, null)).toEqual([2, null]);
    expect(after('ArrowRight', 0, 3)).toEqual([0, 3]);
    expect([after('Home', 1, 2), after('End', 1, 2)]).toEqual([
      [1, 0],
      [1, 3],
    ]);
    expect([after('Home', 1, null), after('End', 1, null)]).toEqual([
      [0, null],
      [2, null],
    ]);
    expect([after('Home', 1, 2, { ctrlKey: true }), after('End', 1, 2, { ctrlKey: true })]).toEqual([
      [0, 0],
      [2, 3],
    ]);
  });

  it('[U1] leaves keys alone that mean something else: tabs, the call, text', () => {
    expect(after('ArrowLeft', 1, null)).toBeNull();
    expect(after('ArrowRight', 1, 1, { altKey: true })).toBeNull();
    expect(after('ArrowRight', 1, 1, { ctrlKey: true })).toBeNull();
    for (const key of ['F2', 'Enter', ' ', 'Tab', 'Escape', 'a']) expect(after(key, 1, 1)).toBeNull();
  });

  it('[U1] never leaves the table, whatever is pressed', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End');
    const tables = fc.record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) });
    fc.assert(
      fc.property(tables, fc.array(keys, { maxLength: 40 }), ({ rows, columns }, strokes) => {
        let place: Place = { row: 0, column: null };
        for (const key of strokes) place = placeAfter(pressed(key), place, { rows, columns }) ?? place;
        expect(place.row).toBeGreaterThanOrEqual(0);
        expect(place.row).toBeLessThan(rows);
        expect(place.column === null || (place.column >= 0 && place.column < columns)).toBe(true);
      }),
    );
  });
});
