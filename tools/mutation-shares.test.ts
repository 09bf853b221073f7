/** The figure by which the tests of the domain are measured: what counts as noticed, what as not, and what not at all. */
import { expect, test } from 'vitest';
import { sharesOf, shortfallOf, tableOf } from './mutation-shares.mjs';

const file = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

test('a broken rule counts as noticed when a test fails or never ends, and as not when no test runs it', () => {
  const { whole } = sharesOf({ files: { 'domain/ivr/menu.ts': file('Killed', 'Timeout', 'Survived', 'NoCoverage') } });
  expect(whole).toEqual({ noticed: 2, all: 4, percent: 50 });
});

test('what is no program any more, cannot be run or is left out does not count', () => {
  const { whole } = sharesOf({
    files: { 'domain/ivr/menu.ts': file('Killed', 'CompileError', 'RuntimeError', 'Ignored', 'Pending') },
  });
  expect(whole).toEqual({ noticed: 1, all: 1, percent: 100 });
});

test('shares are told by folder and whole, in the order of their names', () => {
  const files = {
    'domain/time/day.ts': file('Killed', 'Survived'),
    'domain/calls/call.ts': file('Killed'),
    'domain/calls/record.ts': file('Killed', 'Killed', 'Survived'),
    'server/slices/queues/read.ts': file('Ignored'),
  };
  const shares = sharesOf({ files });
  expect([...shares.folders]).toEqual([
    ['domain/calls', { noticed: 3, all: 4, percent: 75 }],
    ['domain/time', { noticed: 1, all: 2, percent: 50 }],
    ['server/slices', { noticed: 0, all: 0, percent: 100 }],
  ]);
  expect(tableOf(shares).split('\n').slice(2)).toEqual([
    '  domain/calls    75.0 %      3 of 4',
    '  domain/time     50.0 %      1 of 2',
    '  server/slices  100.0 %      0 of 0',
    '  whole           66.7 %      4 of 6',
  ]);
});

test.each([
  [[84, 16], '84.0 % of the broken rules are noticed, 85 % are asked.'],
  [[85, 15], undefined],
  [[86, 14], undefined],
  [[0, 0], undefined],
])(
  'of noticed and unnoticed rules as %j the 85 %% that are asked are missed as "%s"',
  ([noticed = 0, unnoticed = 0], sentence) => {
    const statuses = [...Array<string>(noticed).fill('Killed'), ...Array<string>(unnoticed).fill('Survived')];
    expect(shortfallOf(sharesOf({ files: { 'domain/ivr/menu.ts': file(...statuses) } }), 85)).toBe(sentence);
  },
);
