import { describe, expect, test } from 'vitest';
import { whyNotWanted } from './calling.ts';

const said = (doNotCall: string, consent: string) => ({ doNotCall, consent });

describe('[C1] whether customers want to be called', () => {
  test.each([
    ['nobody has the number', [], null],
    ['nothing was said', [said('', '')], null],
    ['consent was given', [said('', 'given')], null],
    ['consent was refused', [said('', 'refused')], 'phone.consent-refused'],
    ['they are not to be called', [said('yes', '')], 'phone.do-not-call'],
    ['they are not to be called though they had agreed', [said('yes', 'given')], 'phone.do-not-call'],
    ['both were refused', [said('yes', 'refused')], 'phone.do-not-call'],
    ['one of several is not to be called', [said('', 'given'), said('', ''), said('yes', '')], 'phone.do-not-call'],
    ['one of several has refused', [said('', 'given'), said('', 'refused')], 'phone.consent-refused'],
    [
      'of several one has refused and another is not to be called',
      [said('', 'refused'), said('yes', '')],
      'phone.do-not-call',
    ],
  ] as const)('%s', (_case, wishes, refusal) => {
    expect(whyNotWanted(wishes)).toBe(refusal);
  });
});
