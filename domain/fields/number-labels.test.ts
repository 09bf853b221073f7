import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelWords, numberLabels, readLabels, writeLabels } from './number-labels.ts';

describe('[C2] [C4] labels of numbers in a cell', () => {
  test('[C4] [C5] are read back as they were written, in either language', () => {
    const labels = fc.array(fc.constantFrom(...numberLabels), { maxLength: 10 });
    fc.assert(
      fc.property(labels, fc.constantFrom('zh', 'en'), (written, language) => {
        expect(readLabels(writeLabels(written, language))).toEqual(written.some(Boolean) ? written : []);
      }),
    );
  });

  test.each([
    ['手机；公司', ['mobile', 'work']],
    ['Mobile, Office、home', ['mobile', 'work', 'home']],
    ['ＨＯＭＥ\n其它', ['home', 'other']],
    [';;单位', [null, null, 'work']],
    ['手机；无', ['mobile', '']],
    ['  ', []],
    ['手机；传真', undefined],
    ['constructor', undefined],
  ])('[C4] %j is %j', (cell, labels) => expect(readLabels(cell)).toEqual(labels));

  test('[C4] no word means two labels', () => {
    const all = (['zh', 'en'] as const).flatMap((language) => Object.entries(labelWords(language)));
    for (const [label, word] of all) expect(readLabels(word)).toEqual([label]);
  });
});
