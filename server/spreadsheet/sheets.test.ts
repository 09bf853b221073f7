import { describe, expect, test } from 'vitest';
import type { MergedRange } from '@bahu/domain/imports/head-row.ts';
import { SharedStrings, sharedLimits } from './shared-strings.ts';
import { archiveOf, bytesOf, open, readAll, repeated, rowOf, sheetFile, workbookOf } from './test-files.ts';

const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;
const cellsOf = async (bytes: Buffer, sheet = 0): Promise<string[][]> =>
  (await readAll(bytes, sheet)).map(({ cells }) => cells);

describe('[C4] the sheets of a workbook', () => {
  test('[C4] are those that are shown, in their order, each with its own rows', async () => {
    const bytes = await bytesOf(
      archiveOf(
        workbookOf([
          { name: '字典', state: 'veryHidden', xml: data(rowOf(['省'])) },
          { name: '说明', xml: data(rowOf(['先看这里'])) },
          { name: '旧表', state: 'hidden', xml: data(rowOf(['旧'])) },
          { name: '客户 &amp; 联系人', xml: data(rowOf(['姓名'])) },
        ]),
      ),
    );
    expect((await open(bytes)).sheets).toEqual(['说明', '客户 & 联系人']);
    expect([await cellsOf(bytes, 0), await cellsOf(bytes, 1)]).toEqual([[['先看这里']], [['姓名']]]);
  });

  test('[C4] are all of them when every one is hidden, and no drawings', async () => {
    const hidden = await bytesOf(archiveOf(workbookOf([{ name: 'a', state: 'hidden', xml: data(rowOf(['x'])) }])));
    expect([(await open(hidden)).sheets, await cellsOf(hidden)]).toEqual([['a'], [['x']]]);
    const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const chart = await bytesOf(
      archiveOf(
        workbookOf(
          [
            { name: '图', xml: '' },
            { name: '表', xml: data(rowOf(['x'])) },
          ],
          {
            'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relations}/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
          },
        ),
      ),
    );
    expect([(await open(chart)).sheets, await cellsOf(chart)]).toEqual([['表'], [['x']]]);
  });
});

describe('[C4] rows of a sheet', () => {
  test('[C4] that are hidden say so', async () => {
    const rows = await readAll(
      await sheetFile(
        data(
          `${rowOf(['a'], ' r="1"')}${rowOf(['b'], ' r="2" hidden="1"')}${rowOf(['c'], " hidden='true' r='5'")}${rowOf(['d'], ' hidden="0"')}`,
        ),
      ),
    );
    expect(rows).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: ['b'], isHidden: true },
      { line: 5, cells: ['c'], isHidden: true },
      { line: 6, cells: ['d'] },
    ]);
  });

  test('[C4] count on where a file numbers them wrongly', async () => {
    const numbers = ['5', '5', '3', '-1', 'x', '99999999999', '1e400', '2000000'];
    const rows = await readAll(await sheetFile(data(numbers.map((r) => rowOf([r], ` r="${r}"`)).join(''))));
    expect(rows.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('[C4] without text are passed over, with a format or without', async () => {
    const empty = function* empty(): Generator<string> {
      yield `<sheetData>${rowOf(['姓名'], ' r="1"')}`;
      for (let i = 2; i <= 50_001; i++)
        yield i % 2
          ? `<row r="${i}" spans="1:4" ht="14.25" customHeight="1"/>`
          : `<row r="${i}" s="1"><c r="A${i}" s="1"/><c r="B${i}" s="1"></c><c r="C${i}" t="s"><v></v></c></row>`;
      yield `${rowOf(['甲'])}</sheetData>`;
    };
    expect(await readAll(await sheetFile(empty))).toEqual([
      { line: 1, cells: ['姓名'] },
      { line: 50_002, cells: ['甲'] },
    ]);
  });

  test('[C4] stand where their cells say, whatever is left out before', async () => {
    const row =
      '<row><c r="B1" s="1"/><c r="C1" t="str"><v>c</v></c><c t="str"><v>d</v></c><c/><c t="str"><v>f</v></c></row>';
    expect(await cellsOf(await sheetFile(data(row)))).toEqual([['', '', 'c', 'd', '', 'f']]);
  });

  test.each([
    ['t="e"><v>#N/A</v>', '#N/A'],
    ['t="b"><v>1</v>', 'true'],
    ['t="d"><v>2026-11-24T00:00:00</v>', '2026-11-24'],
    ['t="d"><v>2026-11-24T08:30:00</v>', '2026-11-24 08:30:00'],
    ['t="str"><v>孙_x000D_小样</v>', '孙\n小样'],
    ['t="str"><v>一_x000D_\n二</v>', '一\n二'],
    ['t="str"><v>_x005F_x000D_</v>', '_x000D_'],
    ['t="s"><v>9</v>', ''],
    ['t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is>', '甲乙'],
    ["t='str'><v>x</v>", 'x'],
  ])('[C4] show a cell <c %s as %j', async (cell, text) => {
    expect(await cellsOf(await sheetFile(data(`<row><c t="str"><v>-</v></c><c ${cell}</c></row>`)))).toEqual([
      text === '' ? ['-'] : ['-', text],
    ]);
  });

  test('[C4] come in batches that are never long, however long their cells', async () => {
    const long = '长'.repeat(30_000);
    const bytes = await sheetFile(function* rows() {
      yield '<sheetData>';
      for (let i = 0; i < 400; i++) yield rowOf([long, long]);
      yield '</sheetData>';
    });
    const sizes: number[] = [];
    for await (const batch of (await open(bytes)).rows()) sizes.push(batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(400);
    expect(Math.max(...sizes)).toBeLessThan(70);
  });
});

test('[C4] merged ranges are told, and what is no range is not', async () => {
  const ranges: MergedRange[] = [];
  const bytes = await sheetFile(
    `${data(rowOf(['a']))}<mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="B2:B9"/><mergeCell ref="nonsense"/></mergeCells>`,
  );
  for await (const batch of (await open(bytes)).rows(0, (range) => void ranges.push(range)))
    expect(batch).toHaveLength(1);
  expect(ranges.map(({ ref }) => ref)).toEqual(['A1:D1', 'B2:B9']);
});

describe('[C4] shared texts', () => {
  test('[C4] are given back by their number, whatever their length', () => {
    const strings = new SharedStrings();
    const texts = [
      '',
      '甲',
      'a\u0000b',
      '长'.repeat(40_000),
      ...Array.from({ length: 70_000 }, (_, i) => `客户 ${i}`),
      '',
    ];
    for (const text of texts) strings.add(text);
    expect([
      strings.at(0),
      strings.at(1),
      strings.at(2),
      strings.at(3).length,
      strings.at(4),
      strings.at(70_003),
      strings.at(70_004),
    ]).toEqual(['', '甲', 'ab', 32_768, '客户 0', '客户 69999', '']);
    expect([-1, 70_005, 1.5, Number.NaN].map((index) => strings.at(index))).toEqual(['', '', '', '']);
  });

  test('[C4] beyond any workbook of people are refused, in number and in length', () => {
    const many = new SharedStrings();
    expect(() => {
      for (let i = 0; i <= sharedLimits.texts; i++) many.add('');
    }).toThrow('import.unpacked-too-large');
    const long = new SharedStrings();
    const text = 'x'.repeat(30_000);
    expect(() => {
      for (let i = 0; i <= sharedLimits.bytes / 30_000; i++) long.add(text);
    }).toThrow('import.unpacked-too-large');
  });
});

describe('[C4] a watch', () => {
  class Stopped extends Error {}
  /** Stops at the call with this number. */
  const stopAt = (number: number) => {
    const calls = { count: 0 };
    return {
      calls,
      watch: () => {
        if (++calls.count === number) throw new Stopped();
      },
    };
  };
  const files: [string, () => Promise<Buffer>][] = [
    [
      'a workbook of empty rows',
      () =>
        sheetFile(function* rows() {
          yield '<sheetData>';
          yield* repeated('<row r="1"/>', 300_000);
          yield '</sheetData>';
        }),
    ],
    [
      'shared texts without end',
      () =>
        sheetFile(data(rowOf(['a'])), {
          'xl/sharedStrings.xml': function* texts() {
            yield '<sst>';
            yield* repeated('<si/>', 600_000);
          },
        }),
    ],
    ['a text of empty lines', async () => Buffer.alloc(4_000_000, '\n')],
    [
      'a text in GB18030',
      async () =>
        Buffer.concat([
          Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a]),
          Buffer.alloc(2_700_000, Buffer.from([0xcd, 0xf5, 0x0a])),
        ]),
    ],
  ];
  test.each(files)(
    '[C4] is called while no row comes of %s, and what it throws ends the reading',
    async (_what, make) => {
      const bytes = await make();
      const read = async (watch: () => void): Promise<void> => {
        for await (const batch of (await open(bytes, watch)).rows()) if (batch.length > 1e6) break;
      };
      const all = stopAt(0);
      await read(all.watch);
      expect(all.calls.count).toBeGreaterThan(20);
      const stopped = stopAt(15);
      await expect(read(stopped.watch)).rejects.toBeInstanceOf(Stopped);
      expect(stopped.calls.count).toBe(15);
    },
  );
});
