import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialState, dialStates, isAboutNumber, refusalsOfNumbers, type DialState } from './number-state.ts';

const waiting = { isClaimed: false, isAnswered: false, isDone: false, outcome: null, refusal: null };
const done = { ...waiting, isDone: true };

test.each<[what: string, of: Parameters<typeof dialState>[0], state: DialState]>([
  ['nobody has dialled', waiting, 'waiting'],
  ['is dialled now', { ...waiting, isClaimed: true }, 'ringing'],
  ['is talked with', { ...waiting, isClaimed: true, isAnswered: true }, 'talking'],
  ['is dialled once more', { ...done, isClaimed: true, outcome: 'busy' }, 'ringing'],
  ['waits for a second try', { ...waiting, outcome: 'busy' }, 'waiting'],
  ['answered', { ...done, outcome: 'connected' }, 'answered'],
  ['did not answer', { ...done, outcome: 'no-answer' }, 'no-answer'],
  ['was busy', { ...done, outcome: 'busy' }, 'busy'],
  ['refused', { ...done, outcome: 'refused' }, 'refused'],
  ['does not exist', { ...done, outcome: 'invalid-number' }, 'invalid'],
  ['cannot be reached', { ...done, outcome: 'unreachable' }, 'unreachable'],
  ['was given up by the agent', { ...done, outcome: 'cancelled' }, 'cancelled'],
  ['met a fault of the network', { ...done, outcome: 'network' }, 'failed'],
  ['met a restart', { ...done, outcome: 'media-server-restarted' }, 'failed'],
  ['has a call of which nothing is known', done, 'failed'],
  ['is on the blacklist', { ...done, refusal: 'phone.number-blocked' }, 'blocked'],
  ['belongs to a customer who wants no calls', { ...done, refusal: 'phone.do-not-call' }, 'blocked'],
  ['is no number', { ...done, refusal: 'phone.invalid-number' }, 'invalid'],
  ['was refused behind a call', { ...done, outcome: 'connected', refusal: 'phone.premium-closed' }, 'blocked'],
])('[C9] a number that %s is in the state of that', (_what, of, state) => {
  expect(dialState(of)).toBe(state);
});

test('[C9] whatever a call says, a number has one state, and its words decide nothing else than its end', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.boolean(),
      fc.option(fc.string()),
      fc.option(fc.constantFrom(...refusalsOfNumbers)),
      (isAnswered, isDone, outcome, refusal) => {
        const of = { isAnswered, isDone, outcome, refusal };
        expect(dialStates).toContain(dialState({ ...of, isClaimed: false }));
        expect(['ringing', 'talking']).toContain(dialState({ ...of, isClaimed: true }));
        expect(dialState({ ...of, isClaimed: false }) === 'waiting').toBe(!isDone);
      },
    ),
  );
});

test('[C9] what is wrong with an agent or with the lines is not said of a number', () => {
  for (const code of [
    'phone.not-registered',
    'phone.call-in-progress',
    'phone.busy-lines',
    'phone.no-trunk',
    'phone.ask-zero',
  ])
    expect(isAboutNumber(code)).toBe(false);
  for (const code of refusalsOfNumbers) expect(isAboutNumber(code)).toBe(true);
});
