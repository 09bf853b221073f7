/** How a call that was not answered ended: every cause and status with its right outcome. */
import { describe, expect, test } from 'vitest';
import { unansweredOutcome, type LegFailure, type Outcome } from './outcome.ts';

const failure = (change: Partial<LegFailure>): LegFailure => ({
  cause: null,
  sipCode: null,
  reason: null,
  hasRung: true,
  ...change,
});

/** SIP final responses (RFC 3261 §21, RFC 5079, RFC 8197, RFC 8688) by outcome. */
const sip: [Outcome, number[]][] = [
  ['unreachable', [300, 302, 380, 480]],
  ['invalid-number', [301, 404, 410, 484, 485, 604]],
  ['no-answer', [408]],
  ['busy', [486, 600]],
  ['refused', [403, 433, 603, 607, 608]],
  ['cancelled', [487]],
  [
    'network',
    [
      305, 400, 401, 402, 405, 406, 407, 413, 414, 415, 416, 420, 421, 422, 423, 481, 482, 483, 488, 491, 493, 500, 501,
      502, 503, 504, 505, 513, 580, 606,
    ],
  ],
];
/** Q.850 causes that say what happened, by outcome. */
const q850: [Outcome, number[]][] = [
  ['invalid-number', [1, 5, 22, 28]],
  ['busy', [17]],
  ['no-answer', [18, 19]],
  ['unreachable', [20, 23, 27]],
  ['refused', [21, 52, 54, 55, 87]],
  ['network', [2, 3, 25, 29, 34, 38, 39, 40, 41, 42, 43, 44, 46, 47, 49, 50, 57, 58, 63, 65, 69, 79, 88, 102, 111]],
];
const each = (table: [Outcome, number[]][]) =>
  table.flatMap(([outcome, codes]) => codes.map((code): [number, Outcome] => [code, outcome]));

describe('[R1] a call that was not answered', () => {
  test.each(each(sip))('with SIP status %i is %s, whatever the media server made of it', (sipCode, outcome) => {
    for (const cause of [null, 16, 17, 127]) expect(unansweredOutcome(failure({ sipCode, cause }))).toBe(outcome);
  });

  test.each(each(q850))(
    'for which the network gives Q.850 cause %i is %s, whatever its SIP status',
    (reason, outcome) => {
      for (const sipCode of [null, 480, 486, 500, 603])
        expect(unansweredOutcome(failure({ reason, sipCode, cause: 38 }))).toBe(outcome);
    },
  );

  test.each(each(q850))('of which only cause %i is known is %s', (cause, outcome) => {
    expect(unansweredOutcome(failure({ cause }))).toBe(outcome);
  });

  test.each([0, 16, 31, 127])("keeps the word of its SIP status when the network's cause %i says nothing", (reason) => {
    expect(unansweredOutcome(failure({ reason, sipCode: 486, cause: 17 }))).toBe('busy');
  });

  test('that timed out without ever ringing is a fault of the line, after ringing nobody answered', () => {
    expect(unansweredOutcome(failure({ sipCode: 408, cause: 18, hasRung: false }))).toBe('network');
    expect(unansweredOutcome(failure({ sipCode: 408, cause: 18, hasRung: true }))).toBe('no-answer');
    expect(unansweredOutcome(failure({ sipCode: 408, cause: 18, hasRung: false, reason: 19 }))).toBe('no-answer');
    expect(unansweredOutcome(failure({ sipCode: 480, hasRung: false }))).toBe('unreachable');
  });

  test('that ended in the normal way was cancelled, one of which nothing is known failed', () => {
    expect(unansweredOutcome(failure({ cause: 16 }))).toBe('cancelled');
    for (const cause of [null, 0, 31, 127]) expect(unansweredOutcome(failure({ cause }))).toBe('failed');
    expect(unansweredOutcome(failure({ sipCode: 499, cause: 17 }))).toBe('busy');
  });
});
