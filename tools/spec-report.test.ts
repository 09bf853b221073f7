import { describe, expect, it } from 'vitest';
import { idsIn, proofs, resultsOf } from './spec-report.ts';

describe('the ids of a test title', () => {
  it.each([
    ['[A2.6] hold plays music', ['A2.6']],
    ['[P2, S1] a trunk of another tenant is unknown', ['P2', 'S1']],
    ['softphone > [A2.10] survives a refresh [A2.1]', ['A2.10', 'A2.1']],
    ['[A2.6][A2.6] counts once', ['A2.6']],
    ['an array [0] and a [note] are no ids', []],
  ])('%s', (title, ids) => {
    expect(idsIn(title)).toEqual(ids);
  });
});

describe('the report', () => {
  const results = resultsOf([
    {
      testResults: [
        {
          assertionResults: [
            { fullName: '[A2.10] refresh', status: 'passed' },
            { fullName: '[A2.6, A2.10] hold', status: 'failed' },
          ],
        },
      ],
    },
  ]);

  it('gives each id its tests, in the order of the specification', () => {
    expect(proofs(results, [])).toEqual([
      { id: 'A2.6', passed: [], failed: ['[A2.6, A2.10] hold'] },
      { id: 'A2.10', passed: ['[A2.10] refresh'], failed: ['[A2.6, A2.10] hold'] },
    ]);
  });

  it('shows an expected id that no test names', () => {
    expect(proofs(results, ['U5']).at(-1)).toEqual({ id: 'U5', passed: [], failed: [] });
  });
});
