import { standardHotKeys } from '@bahu/domain/hot-keys/hot-keys.ts';
import { expect, test } from 'vitest';
import { readDeskRules, readDeskSettings, refuseUnfit } from './desk-settings.ts';

test.each<[string, unknown, object]>([
  ['nothing', undefined, {}],
  ['what is no object', 'pops', {}],
  [
    'a setting of another form, and one that is known',
    { popsInbound: 'yes', popsOutbound: false },
    { popsOutbound: false },
  ],
  ['a setting that there is no more', { sings: true }, {}],
  [
    'keys from before there was one for notes',
    { hotKeys: { ...standardHotKeys, note: undefined } },
    { hotKeys: standardHotKeys },
  ],
  ['keys that are none', { hotKeys: { answer: 7 } }, {}],
])('[A4] of %s is kept what can be read', (_what, stored, read) => {
  expect(readDeskSettings(stored)).toEqual(read);
});

test('[A4] rules of a company are read one by one', () => {
  expect(readDeskRules(null)).toEqual({ defaults: {}, locks: [] });
  expect(readDeskRules({ defaults: { popsInbound: false, x: 1 }, locks: ['x', 'popsInbound', 'popsInbound'] })).toEqual(
    {
      defaults: { popsInbound: false },
      locks: ['popsInbound'],
    },
  );
});

test('[A4.1] keys in conflict are refused by their names', () => {
  refuseUnfit({});
  refuseUnfit({ hotKeys: standardHotKeys });
  expect(() => refuseUnfit({ hotKeys: { ...standardHotKeys, hold: 'Alt+M', note: 'F5' } })).toThrowError(
    expect.objectContaining({
      code: 'desk-setting.hot-keys',
      fields: [
        { path: 'hotKeys.mute', rule: 'taken' },
        { path: 'hotKeys.hold', rule: 'taken' },
        { path: 'hotKeys.note', rule: 'browser' },
      ],
    }) as Error,
  );
});
