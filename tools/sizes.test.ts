import { describe, expect, it } from 'vitest';
import { measure } from './source-measures.ts';
import { sourceFiles } from './source-tree.ts';

const budget = { file: { median: 100, p90: 250, most: 400 }, function: { p90: 40, most: 80 } };
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

const measures = sourceFiles().map((file) => measure(file));
const product = measures.filter(({ file }) => !isTest(file));
const fileLines = product.map(({ lines }) => lines);
const functionLines = product
  .flatMap(({ functions }) => functions.map(({ lines }) => lines))
  .filter((lines) => lines > 1);

/** The smallest value that at least `share` of the values do not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

describe('size budgets', () => {
  it('no file is longer than 400 lines', () => {
    expect(
      measures.filter(({ lines }) => lines > budget.file.most).map(({ file, lines }) => `${file}: ${lines}`),
    ).toEqual([]);
  });

  it('no function of the product is longer than 80 lines', () => {
    const long = product.flatMap(({ file, functions }) =>
      functions
        .filter(({ lines }) => lines > budget.function.most)
        .map(({ name, line, lines }) => `${file}:${line} ${name}: ${lines}`),
    );
    expect(long).toEqual([]);
  });

  it('files and functions are short as a rule', () => {
    const figures = {
      files: fileLines.length,
      fileMedian: quantile(fileLines, 0.5),
      fileP90: quantile(fileLines, 0.9),
      functions: functionLines.length,
      functionMedian: quantile(functionLines, 0.5),
      functionP90: quantile(functionLines, 0.9),
    };
    console.info(
      Object.entries(figures)
        .map(([name, value]) => `${name} ${value}`)
        .join(' · '),
    );
    expect(figures.fileMedian).toBeLessThanOrEqual(budget.file.median);
    expect(figures.fileP90).toBeLessThanOrEqual(budget.file.p90);
    expect(figures.functionP90).toBeLessThanOrEqual(budget.function.p90);
  });
});

describe('habits', () => {
  it('nothing has the type any', () => {
    expect(measures.flatMap(({ file, anyAt }) => anyAt.map((line) => `${file}:${line}`))).toEqual([]);
  });

  it('exported functions of domain, contract, kernel and telephony say what they do', () => {
    const silent = product.filter(({ file }) => /^(domain|contract|server\/(kernel|telephony))\//.test(file));
    expect(silent.flatMap(({ file, undocumented }) => undocumented.map((name) => `${file}: ${name}`))).toEqual([]);
  });

  it('no file is named after nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|managers?|common|misc)(\/|\.|$)/;
    // Words that belong to no page alone.
    const commonTexts = /^web\/text\/common\.(zh|en)\.ts$/;
    expect(measures.map(({ file }) => file).filter((file) => empty.test(file) && !commonTexts.test(file))).toEqual([]);
  });

  it('rules read no clock and no chance', () => {
    const rules = product.filter(({ file }) => file.startsWith('domain/'));
    expect(rules.flatMap(({ file, impureAt }) => impureAt.map((line) => `${file}:${line}`))).toEqual([]);
  });
});

describe('the measuring itself', () => {
  const sample = [
    '/** Says. */',
    'export const said = (value: any) => value;',
    'export function silent() {',
    '  return Date.now();',
    '}',
  ].join('\n');

  it('counts lines, finds any, missing docstrings and the clock', () => {
    const { lines, functions, anyAt, undocumented, impureAt } = measure('sample.ts', sample);
    expect({ lines, anyAt, undocumented, impureAt }).toEqual({
      lines: 5,
      anyAt: [2],
      undocumented: ['silent'],
      impureAt: [4],
    });
    expect(functions).toEqual([
      { name: 'said', line: 2, lines: 1 },
      { name: 'silent', line: 3, lines: 3 },
    ]);
  });
});
