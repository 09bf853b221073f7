/**
 * What the simulated network does with each number, decided by its last four digits. Numbers come from ranges that belong to nobody:
 * 139-0000-xxxx and 0755-0000-xxxx. Any other number is answered and spoken to, so that a newcomer can dial what they like.
 */

/** How a call to the simulated network goes. Seconds count from the arrival of the call, or from the answer where it says so. */
export type Manner =
  | { kind: 'speak'; ringSeconds: number; language: 'zh' | 'en'; talkSeconds?: number }
  | { kind: 'echo'; ringSeconds: number }
  | { kind: 'ring-on' }
  | {
      kind: 'refuse';
      status: 404 | 480 | 486 | 503 | 603;
      ringSeconds: number;
      announcement?: 'network-off' | 'network-empty';
    }
  | { kind: 'late'; announcement: 'network-wait' };

export interface SpecialNumber {
  /** The last four digits. */
  ending: string;
  what: string;
  manner: Manner;
}

/** Every number with a meaning of its own, in order. */
export const specialNumbers: readonly SpecialNumber[] = [
  {
    ending: '0001',
    what: 'rings, answers and speaks Mandarin',
    manner: { kind: 'speak', ringSeconds: 2, language: 'zh' },
  },
  { ending: '0002', what: 'rings, answers and echoes', manner: { kind: 'echo', ringSeconds: 1 } },
  { ending: '0003', what: 'is busy (486)', manner: { kind: 'refuse', status: 486, ringSeconds: 0 } },
  { ending: '0004', what: 'rings and never answers', manner: { kind: 'ring-on' } },
  { ending: '0005', what: 'rings and is refused (603)', manner: { kind: 'refuse', status: 603, ringSeconds: 2 } },
  { ending: '0006', what: 'does not exist (404)', manner: { kind: 'refuse', status: 404, ringSeconds: 0 } },
  {
    ending: '0007',
    what: 'speaks before it answers (183), answers late',
    manner: { kind: 'late', announcement: 'network-wait' },
  },
  {
    ending: '0008',
    what: 'answers, speaks, hangs up after 8 seconds',
    manner: { kind: 'speak', ringSeconds: 1, language: 'zh', talkSeconds: 8 },
  },
  { ending: '0009', what: 'cannot be reached (480)', manner: { kind: 'refuse', status: 480, ringSeconds: 0 } },
  {
    ending: '0010',
    what: 'rings, answers and speaks English',
    manner: { kind: 'speak', ringSeconds: 2, language: 'en' },
  },
  {
    ending: '0011',
    what: 'is announced as switched off before the answer, then 480',
    manner: { kind: 'refuse', status: 480, ringSeconds: 0, announcement: 'network-off' },
  },
  {
    ending: '0012',
    what: 'is announced as not existing before the answer, then 404',
    manner: { kind: 'refuse', status: 404, ringSeconds: 0, announcement: 'network-empty' },
  },
  {
    ending: '0013',
    what: 'finds no free line in the network (503)',
    manner: { kind: 'refuse', status: 503, ringSeconds: 0 },
  },
];

/** 9001 to 9099: answers, speaks, hangs up that many seconds after the answer. */
export const timedEndings = '90XX';

/** 0200 to 3400: answers at once with a pure tone of that many hertz; for measurements. */
export const toneEndings = ['0[2-9]XX', '[1-2]XXX', '3[0-3]XX', '3400'] as const;

/** The ranges that belong to nobody, as dialled in China and with the country code. */
export const ownRanges = ['1390000', '+861390000', '861390000', '07550000', '+867550000', '867550000'] as const;

/** A number of the simulated network, in national form. @param ending four digits */
export const mobileNumber = (ending: string): string => `1390000${ending}`;
