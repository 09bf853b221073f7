import { describe, expect, it, test } from 'vitest';
import { buttonsIn, layoutOf, reportsFor, type Collection, type Light, type ReportItem } from './layout.ts';
import { actOf, lightsOf, pressesIn, untouched, type HeadsetCall, type Press } from './presses.ts';

const bits = (usages: number[], isAbsolute = true): ReportItem => ({
  usages,
  isAbsolute,
  reportSize: 1,
  reportCount: usages.length,
});
const padding = (count: number, size = 1): ReportItem => ({ isConstant: true, reportSize: size, reportCount: count });

/** A corded headset: report 8 in and 9 out, flat, mute as a press. */
const corded: Collection = {
  usagePage: 0x0b,
  usage: 0x05,
  inputReports: [
    {
      reportId: 8,
      items: [bits([0x0b_0020]), bits([0x0b_002f], false), bits([0x0b_0021, 0x0b_0024]), padding(4), padding(1, 8)],
    },
  ],
  outputReports: [{ reportId: 9, items: [bits([0x08_0017, 0x08_0009, 0x08_0018, 0x08_0020]), padding(12)] }],
};
/** A dongle: everything in an inner collection, a keypad before the hook, lights in two reports. */
const dongle: Collection = {
  usagePage: 0x0b,
  usage: 0x05,
  children: [
    {
      usagePage: 0x0b,
      usage: 0x06,
      inputReports: [
        {
          reportId: 2,
          items: [
            {
              isArray: true,
              isRange: true,
              usageMinimum: 0x0b_00b0,
              usageMaximum: 0x0b_00bb,
              reportSize: 4,
              reportCount: 1,
            },
            padding(3),
            bits([0x0b_0020]),
            {
              isRange: true,
              usageMinimum: 0x09_0007,
              usageMaximum: 0x09_0007,
              isAbsolute: false,
              reportSize: 1,
              reportCount: 1,
            },
            bits([0x0b_0026]),
            padding(6),
          ],
        },
      ],
      outputReports: [
        { reportId: 3, items: [bits([0x08_0017]), padding(7)] },
        { reportId: 4, items: [bits([0x08_0018]), bits([0x08_001e]), padding(6)] },
      ],
    },
  ],
};
/** Without report ids. */
const plain: Collection = {
  usagePage: 0x0b,
  inputReports: [{ items: [{ usages: [0x0b_0020, 0x0b_002f], reportSize: 1, reportCount: 8, isAbsolute: true }] }],
  outputReports: [{ reportId: 0, items: [bits([0x08_0009])] }],
};

describe('[A4.5] the description of a headset', () => {
  it('tells where its buttons and lights are', () => {
    expect(layoutOf([{ usagePage: 0x0c }, corded])).toEqual({
      buttons: { hook: { reportId: 8, at: 0, isAbsolute: true }, mute: { reportId: 8, at: 1, isAbsolute: false } },
      lights: {
        offHook: { reportId: 9, at: 0, isAbsolute: true },
        mute: { reportId: 9, at: 1, isAbsolute: true },
        ring: { reportId: 9, at: 2, isAbsolute: true },
        hold: { reportId: 9, at: 3, isAbsolute: true },
      },
      sizes: new Map([[9, 2]]),
    });
    expect(layoutOf([dongle])).toMatchObject({
      buttons: { hook: { at: 7 }, reject: { at: 8, isAbsolute: false }, drop: { at: 9 } },
      lights: { offHook: { reportId: 3 }, ring: { reportId: 4 } },
    });
    expect(layoutOf([plain])!.buttons).toMatchObject({ hook: { reportId: 0, at: 0 }, mute: { reportId: 0, at: 1 } });
  });

  it.each<[string, Collection[]]>([
    ['nothing', []],
    ['volume keys', [{ usagePage: 0x0c, inputReports: corded.inputReports! }]],
    ['telephony without a button that can be read', [{ usagePage: 0x0b, outputReports: corded.outputReports! }]],
    [
      'a hook wider than a bit',
      [{ usagePage: 0x0b, inputReports: [{ items: [{ usages: [0x0b_0020], reportSize: 8, reportCount: 1 }] }] }],
    ],
    ['an item without anything', [{ usagePage: 0x0b, inputReports: [{ items: [{}] }, {}], children: [{}] }]],
  ])('of %s is none', (_what, collections) => {
    expect(layoutOf(collections)).toBeNull();
  });
});

describe('[A4.5] reports of a headset', () => {
  it.each<[Collection, number, number[], Record<string, boolean>]>([
    [corded, 8, [0x01, 0], { hook: true, mute: false }],
    [corded, 8, [0x02, 0], { hook: false, mute: true }],
    [corded, 8, [], { hook: false, mute: false }],
    [corded, 1, [0xff], {}],
    [dongle, 2, [0x80, 0x01], { hook: true, reject: true, drop: false }],
    [dongle, 2, [0x7f, 0x02], { hook: false, reject: false, drop: true }],
  ])('tell how its buttons stand', (of, reportId, bytes, expected) => {
    expect(buttonsIn(layoutOf([of])!, reportId, new Uint8Array(bytes))).toEqual(expected);
  });

  it.each<[Collection, Light[], [number, number[]][]]>([
    [corded, [], [[9, [0, 0]]]],
    [corded, ['ring'], [[9, [0x04, 0]]]],
    [corded, ['offHook', 'mute', 'hold'], [[9, [0x0b, 0]]]],
    [
      dongle,
      ['ring', 'mute'],
      [
        [3, [0]],
        [4, [1]],
      ],
    ],
    [
      dongle,
      ['offHook'],
      [
        [3, [1]],
        [4, [0]],
      ],
    ],
    [plain, ['mute'], [[0, [1]]]],
  ])('switch its lights', (of, lit, expected) => {
    const sent = reportsFor(layoutOf([of])!, new Set(lit));
    expect(sent.map(({ reportId, bytes }) => [reportId, [...bytes]])).toEqual(expected);
  });
});

/** Feeds reports one after the other, each with the milliseconds at which it comes. */
function heard(of: Collection, reports: readonly (readonly [number, number, number[]])[]): Press[] {
  let held = untouched;
  return reports.flatMap(([now, reportId, bytes]) => {
    const next = pressesIn(layoutOf([of])!, held, { reportId, bytes: new Uint8Array(bytes) }, now);
    held = next.held;
    return next.presses;
  });
}

test('[A4.5] a hook that stands is lifted and put back, once each; repeated reports say nothing new', () => {
  const on = [8, [1, 0]] as const;
  expect(
    heard(
      corded,
      [
        [0, ...on],
        [20, ...on],
        [5000, 8, [0, 0]],
        [5020, 8, [0, 0]],
      ].map(([at, id, bytes]) => [at as number, id as number, [...(bytes as number[])]]),
    ),
  ).toEqual([
    { button: 'hook', isOn: true },
    { button: 'hook', isOn: false },
  ]);
});

test('[A4.5] a hook that springs back is a key: its first press lifts, and each later one counts', () => {
  const press = (at: number): [number, number, number[]][] => [
    [at, 8, [1, 0]],
    [at + 90, 8, [0, 0]],
  ];
  expect(heard(corded, [...press(0), ...press(60_000), ...press(90_000)])).toEqual([
    { button: 'hook', isOn: true },
    { button: 'hook', isOn: null },
    { button: 'hook', isOn: null },
  ]);
});

test('[A4.5] mute as a press counts when it goes down, reject too', () => {
  expect(
    heard(corded, [
      [0, 8, [2, 0]],
      [90, 8, [0, 0]],
      [900, 8, [2, 0]],
    ]),
  ).toEqual([
    { button: 'mute', isOn: null },
    { button: 'mute', isOn: null },
  ]);
  expect(
    heard(dongle, [
      [0, 2, [0, 3]],
      [90, 2, [0, 0]],
    ]),
  ).toEqual([
    { button: 'drop', isOn: null },
    { button: 'reject', isOn: null },
  ]);
});

const call = (phase: HeadsetCall['phase'], isMuted = false): HeadsetCall => ({ phase, isMuted, isHeld: false });
test.each<[Press['button'], boolean | null, HeadsetCall, ReturnType<typeof actOf>]>([
  ['hook', true, call('ringing'), 'answer'],
  ['hook', null, call('ringing'), 'answer'],
  ['hook', false, call('ringing'), null],
  ['hook', true, call('up'), null],
  ['hook', false, call('up'), 'hang-up'],
  ['hook', null, call('up'), 'hang-up'],
  ['hook', true, call('none'), null],
  ['hook', false, call('none'), null],
  ['hook', null, call('none'), null],
  ['mute', null, call('up'), 'mute'],
  ['mute', null, call('up', true), 'unmute'],
  ['mute', true, call('up'), 'mute'],
  ['mute', true, call('up', true), null],
  ['mute', false, call('up', true), 'unmute'],
  ['mute', false, call('up'), null],
  ['mute', null, call('ringing'), null],
  ['mute', null, call('none'), null],
  ['drop', null, call('ringing'), 'hang-up'],
  ['drop', null, call('up'), 'hang-up'],
  ['drop', null, call('none'), null],
  ['reject', null, call('ringing'), 'hang-up'],
  ['reject', null, call('up'), null],
  ['reject', null, call('none'), null],
])('[A4.5] %s going to %s in %o does %s', (button, isOn, of, expected) => {
  expect(actOf({ button, isOn }, of)).toBe(expected);
});

test.each<[HeadsetCall, Light[]]>([
  [call('none'), []],
  [call('none', true), []],
  [call('ringing'), ['ring']],
  [call('up'), ['offHook']],
  [call('up', true), ['offHook', 'mute']],
  [{ phase: 'up', isMuted: true, isHeld: true }, ['offHook', 'mute', 'hold']],
])('[A4.5] of %o the headset shows %s', (of, lit) => {
  expect([...lightsOf(of)]).toEqual(lit);
});
