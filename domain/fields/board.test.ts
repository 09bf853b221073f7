import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardCodes, boardLimits, makesBoard } from './board.ts';
import { fieldsOfCustomers, fieldsOfFollowUps } from './customer-owner.ts';
import { fieldStates, fieldTypes, type FieldDef, type FieldOption } from './field.ts';

const option = (code: string, isRetired = false): FieldOption => ({
  id: code,
  code,
  labels: { zh: code, en: code },
  color: '',
  parentId: null,
  isRetired,
});
const stage = fieldsOfCustomers.builtIn.find(({ key }) => key === 'stage')!;
const { builtIn: _, ...designed } = stage;
const field: FieldDef = { ...designed, options: ['a', 'b', 'c'].map((code) => option(code)) };

describe('a field that makes a board', () => {
  it('[C1] [C6] is one choice of a few, whether it is built in or a company designed it', () => {
    expect(fieldTypes.filter((type) => makesBoard({ ...field, type }))).toEqual(['radio', 'select']);
    const keysOf = (fields: readonly FieldDef[]) => fields.filter(makesBoard).map(({ key }) => key);
    expect(keysOf(fieldsOfCustomers.builtIn)).toEqual(['stage', 'consent']);
    expect(keysOf(fieldsOfFollowUps.builtIn)).toEqual(['serviceType', 'stage', 'callState', 'currentState', 'channel']);
  });

  it('[C6] is in forms, as a card is moved by changing it, and one by which lists filter, as a column is a filter', () => {
    expect(fieldStates.filter((state) => makesBoard({ ...field, state }))).toEqual(['all', 'more', 'form']);
    expect(makesBoard({ ...field, isSearchable: false })).toBe(false);
  });

  it('[C1] has at least two values and no more than an overview holds, those counted that are offered', () => {
    const listed = (many: number, isRetired = false) =>
      Array.from({ length: many }, (_, index) => option(`${isRetired}${index}`, isRetired));
    const makes = (options: FieldOption[]) => makesBoard({ ...field, options });
    expect([0, 1, 2, 15, 16].map((many) => makes(listed(many)))).toEqual([false, false, true, true, false]);
    expect(makes([...listed(1), ...listed(20, true)])).toBe(false);
    expect(makes([...listed(2), ...listed(20, true)])).toBe(true);
  });

  it('[C1] has a column for records without a value, and behind the others those that only records still have', () => {
    expect(boardCodes({ ...field, options: [option('old', true), option('a'), option('b')] })).toEqual([
      '',
      'a',
      'b',
      'old',
    ]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.array(fc.boolean()), (codes, retired) => {
        const options = codes.map((code, index) => option(code, retired[index] ?? false));
        const columns = boardCodes({ ...field, options });
        expect(columns.length).toBeLessThanOrEqual(boardLimits.columns);
        expect(new Set(columns).size).toBe(columns.length);
        if (makesBoard({ ...field, options }))
          expect(columns).toEqual(
            expect.arrayContaining(options.filter((one) => !one.isRetired).map(({ code }) => code)),
          );
      }),
    );
  });
});
