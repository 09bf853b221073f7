import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineItems, type Field } from './fields.ts';
import { lineFailures, lineViolations, writtenOf } from './line-errors.ts';
import {
  flatRules,
  isBlankLine,
  newLine,
  pasted,
  pastedCells,
  restored,
  writtenLines,
  type LineSpec,
} from './line-items.ts';

type Product = { id: string; name: string; count: number | null; unit: string; note: string };
const spec: LineSpec<Product> = {
  columns: [
    { kind: 'text', name: 'name', label: '品名', isFixedIn: ({ id }) => id === 'fixed' },
    { kind: 'number', name: 'count', label: '数量' },
    {
      kind: 'select',
      name: 'unit',
      label: '单位',
      options: [
        { value: 'box', label: '箱' },
        { value: 'piece', label: '件' },
      ],
    },
    { kind: 'text', name: 'note', label: '备注' },
  ],
  blank: { name: '', count: null, unit: '', note: '' },
  maxLines: 5,
  addText: '添加',
};
const rules = flatRules<Product>();
const product = (id: string, part: Partial<Product> = {}): Product => ({ id, ...spec.blank, name: `品${id}`, ...part });
const three = ['a', 'b', 'c'].map((id) => product(id));
const ids = (lines: readonly Product[]) => lines.map(({ id }) => id).join('');

describe('[C6] lines in a form', () => {
  it.each<[string, readonly Product[], string]>([
    ['a step down', rules.movedBy(three, 'a', 1), 'bac'],
    ['no step beyond the end', rules.movedBy(three, 'c', 1), 'abc'],
    ['no step before the beginning', rules.movedBy(three, 'a', -1), 'abc'],
    ['to the place of a later one', rules.movedTo(three, 'a', 'c'), 'bca'],
    ['to the place of an earlier one', rules.movedTo(three, 'c', 'a'), 'cab'],
    ['nowhere when it is dropped on what is not there', rules.movedTo(three, 'a', 'x'), 'abc'],
    ['away', rules.removed(three, 'b'), 'ac'],
    ['behind another', rules.added(three, product('n'), { after: 'a' }), 'anbc'],
    ['to the end', rules.added(three, product('n'), {}), 'abcn'],
  ])('are moved: %s', (_, after, expected) => {
    expect(ids(after)).toBe(expected);
  });

  it('come back behind those that they stood behind, whatever happened meanwhile', () => {
    expect(ids(restored([three[1]!], three))).toBe('abc');
    expect(ids(restored([three[2]!, product('n'), three[0]!], three))).toBe('cnab');
    expect(ids(restored([], three))).toBe('abc');
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e']), (kept) => {
        const all = ['a', 'b', 'c', 'd', 'e'].map((id) => product(id));
        const back = restored(
          kept.map((id) => product(id)),
          all,
        );
        expect(back.map(({ id }) => id).toSorted()).toEqual(all.map(({ id }) => id));
        expect(back.map(({ id }) => id).filter((id) => kept.includes(id))).toEqual(kept);
      }),
    );
  });

  it('count for nothing while nothing is written into them, and only new ones', () => {
    expect(isBlankLine(spec, newLine(spec, three))).toBe(true);
    expect(isBlankLine(spec, { ...newLine(spec, three), unit: 'box' })).toBe(true);
    expect(isBlankLine(spec, { ...newLine(spec, three), count: 0 })).toBe(false);
    expect(isBlankLine(spec, product('a', { name: '' }))).toBe(false);
    expect(ids(writtenLines(spec, [three[0]!, newLine(spec, []), three[1]!]))).toBe('ab');
    const two = [newLine(spec, []), newLine(spec, [{ id: 'new-1' }, { id: 'new-3' }])];
    expect(two.map(({ id }) => id)).toEqual(['new-1', 'new-2']);
  });
});

describe('[C6] rows of a spreadsheet', () => {
  it.each<[string, string[][]]>([
    ['', [['']]],
    ['箱', [['箱']]],
    [
      '甲\t2\r\n乙\t3\r\n',
      [
        ['甲', '2'],
        ['乙', '3'],
      ],
    ],
    ['甲\n乙', [['甲'], ['乙']]],
    ['\t\n', [['', '']]],
    ['"两\n行"\t"说""好"""', [['两\n行', '说"好"']]],
    ['"没有合上\t2', [['"没有合上', '2']]],
    ['甲\r乙', [['甲'], ['乙']]],
  ])('%j are %j', (text, cells) => {
    expect(pastedCells(text)).toEqual(cells);
  });

  it('come back as they were copied', () => {
    const cell = fc.string({ unit: fc.constantFrom('甲', '"', '\t', '\n', 'a', ',') }).map((text) => text.trim());
    const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
          ),
        (rows) => {
          expect(pastedCells(rows.map((row) => row.map(quoted).join('\t')).join('\r\n') + '\r\n')).toEqual(rows);
        },
      ),
    );
  });

  const fill = (lines: readonly Product[], text: string, start = { id: lines[0]!.id, column: 'name' }) =>
    pasted(spec, lines, start, pastedCells(text));

  it('fill the lines from where they are pasted, and new ones', () => {
    const { lines, ...said } = fill([product('a'), product('b')], '甲\t1,200\t箱\n乙\t3\tPIECE\n丙\t\t', {
      id: 'b',
      column: 'name',
    });
    expect(lines).toEqual([
      product('a'),
      product('b', { name: '甲', count: 1200, unit: 'box' }),
      product('new-1', { name: '乙', count: 3, unit: 'piece' }),
      product('new-2', { name: '丙' }),
    ]);
    expect(said).toEqual({ taken: 3, left: 0, unknown: 0 });
  });

  it('say what has no room and what is no choice, and leave fixed cells as they are', () => {
    const { lines, ...said } = fill([product('fixed')], ['甲\t很多\t吨', ...'乙丙丁戊己庚'].join('\n'));
    expect(said).toEqual({ taken: 5, left: 2, unknown: 2 });
    expect(lines[0]).toEqual(product('fixed'));
    expect(lines.slice(1).map(({ name }) => name)).toEqual(['乙', '丙', '丁', '戊']);
  });

  it('never make more lines than there may be, never lose one, and end with the last column', () => {
    const cells = fc.array(fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 8 }), { minLength: 1 });
    fc.assert(
      fc.property(cells, fc.nat(2), fc.nat(3), (rows, at, column) => {
        const start = { id: three[at]!.id, column: spec.columns[column]!.name };
        const { lines, taken, left } = pasted(spec, three, start, rows);
        expect(lines.length).toBeLessThanOrEqual(spec.maxLines);
        expect(ids(lines).startsWith('abc')).toBe(true);
        expect(taken + left).toBe(rows.length);
        expect(new Set(lines.flatMap((line) => Object.keys(line))).size).toBe(5);
      }),
    );
  });
});

describe('[C6] what is wrong with lines', () => {
  interface Order {
    products: readonly Product[];
    name: string;
  }
  const field: Field<Order> = lineItems<Order, Product>({ name: 'products', label: '产品', lines: spec });
  const plain: Field<Order> = { kind: 'text', name: 'name', label: '名称' };
  const limits = { properties: { name: { type: 'string', minLength: 1, maxLength: 4 }, count: { type: 'integer' } } };
  const lines = [newLine(spec, []), product('a', { count: 1 }), product('b', { name: '', count: 2 })];

  it('stands at its cell, and nothing is asked of blank lines', () => {
    expect(lineViolations(field, limits, lines)).toEqual([['products.2.name', { rule: 'required' }]]);
    expect(lineViolations(field, limits, [product('fixed', { name: '', count: 1 })])).toEqual([]);
    expect(lineViolations(plain, limits, 'x')).toEqual([]);
    expect([writtenOf(field, [lines[0]]), writtenOf(plain, 'x')]).toEqual([[], 'x']);
  });

  it('is told by the server of the lines that were sent, and shown at those that it means', () => {
    const values = { products: lines, name: '' };
    const failures = { 'products.0.name': 'a', 'products.1': 'b', 'products.9.name': 'c', name: 'd', 'name.2': 'e' };
    expect(lineFailures([field, plain], values, failures)).toEqual({
      'products.1.name': 'a',
      'products.2': 'b',
      products: 'c',
      name: 'e',
    });
  });
});
