import { expect, test } from 'vitest';
import { createHeldCalls, type HeldCall } from './held-calls.ts';

/** A call that only remembers whether it has the sound and whether it was ended. */
function call(legId: string) {
  const log: string[] = [];
  const held: HeldCall = {
    call: { legId, state: 'up' },
    quality: null,
    trouble: null,
    media: {
      answer: () => void log.push('answer'),
      end: () => void log.push('end'),
      setMuted: () => {},
      setAttended: (isAttended) => void log.push(isAttended ? 'sound' : 'silence'),
      setDevices: () => {},
    },
  };
  return { held, log, last: () => log.at(-1) };
}

test('[A2.6] one of two calls has the sound, and the other takes it over when the agent goes over to it', () => {
  const [first, second] = [call('a.1'), call('b.1')];
  const told: string[][] = [];
  const calls = createHeldCalls((all) => void told.push(all.map((one) => one.call.legId)));
  expect(calls.hasSound(null)).toBe(true);
  calls.add(first.held, null);
  expect(calls.hasSound(null)).toBe(false);
  calls.add(second.held, null);
  expect(second.log).not.toContain('sound');
  calls.attend('b.1');
  expect([first.last(), second.last()]).toEqual(['silence', 'sound']);
  calls.attend('nothing.1');
  calls.remove(second.held.media);
  expect(first.last()).toBe('sound');
  expect(told).toEqual([['a.1'], ['a.1', 'b.1'], ['b.1', 'a.1'], ['a.1']]);
});

test('[A2.10] a leg that comes in place of another has its sound, and the other ends', () => {
  const [first, second, again] = [call('a.1'), call('b.1'), call('a.2')];
  const calls = createHeldCalls(() => {});
  calls.add(first.held, null);
  calls.add(second.held, null);
  expect([calls.hasSound('a.1'), calls.hasSound('b.1')]).toEqual([true, false]);
  calls.add(again.held, 'a.1');
  expect([first.last(), again.last()]).toEqual(['end', 'sound']);
  expect(calls.all().map((one) => one.call.legId)).toEqual(['a.2', 'b.1']);
});
