import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusedFile } from './engine/journal.ts';
import { telephonyTroubles, type TelephonyState } from './troubles.ts';

let [empty, refused]: string[] = [];
beforeAll(() => {
  [empty, refused] = ['none', 'some'].map((name) => mkdtempSync(path.join(tmpdir(), `bahu-troubles-${name}-`)));
  for (const tenant of ['a', 'b']) writeFileSync(refusedFile(refused!, tenant), '{}\n{}\n');
});
afterAll(() => {
  for (const folder of [empty!, refused!]) rmSync(folder, { recursive: true });
});

test.each<[string, () => Partial<TelephonyState>, [string, object][]]>([
  ['nothing is wrong', () => ({}), []],
  ['there is no journal yet', () => ({ journalFolder: path.join(empty!, 'none') }), []],
  ['batches were refused', () => ({ journalFolder: refused! }), [['journal.refused', { count: 4 }]]],
  ['batches are in memory alone', () => ({ inMemory: 3 }), [['journal.in-memory', { count: 3 }]]],
  [
    'nobody serves two tenants',
    () => ({ withoutEngine: ['100001', '100002'] }),
    [['tenants.without-engine', { tenants: '100001, 100002' }]],
  ],
  ['a former owner is not kept out', () => ({ isFenced: false }), [['media.unfenced', {}]]],
  [
    'everything is wrong',
    () => ({ journalFolder: refused!, inMemory: 1, withoutEngine: ['100001'], isFenced: false }),
    [
      ['journal.refused', { count: 4 }],
      ['journal.in-memory', { count: 1 }],
      ['tenants.without-engine', { tenants: '100001' }],
      ['media.unfenced', {}],
    ],
  ],
])('[A2.10] telephony tells its troubles by code and number: %s', (_what, state, expected) => {
  const well = { journalFolder: empty!, inMemory: 0, withoutEngine: [], isFenced: true };
  const found = telephonyTroubles({ ...well, ...state() });
  expect(found.map(({ code }) => code)).toEqual(expected.map(([code]) => code));
  for (const [index, [, params]] of expected.entries()) expect(found[index]).toMatchObject({ params });
});
