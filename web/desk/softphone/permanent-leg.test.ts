import { expect, test } from 'vitest';
import { createMutedCalls } from './muted-calls.ts';
import { createPermanentLeg } from './permanent-leg.ts';
import type { MediaCall } from './softphone.ts';

/** A connection that only notes how it is set. */
function stage() {
  const muted = createMutedCalls({ read: () => [], write: () => undefined });
  const leg = createPermanentLeg(muted, () => undefined);
  const make = () => {
    const set = { isMuted: false, isAttended: false, isEnded: false };
    return {
      set,
      end: () => void (set.isEnded = true),
      setMuted: (next: boolean) => void (set.isMuted = next),
      setAttended: (next: boolean) => void (set.isAttended = next),
      setDevices: () => undefined,
    };
  };
  const media = make();
  leg.begin(media);
  leg.isUp(media);
  return { leg, media, make, isHeard: () => media.set.isAttended && !media.set.isMuted };
}
const call = (legId: string, state: MediaCall['state']): MediaCall => ({ legId, state });

test('[A2.9] nobody is heard on the connection but in a call that was taken: not between calls, and not while one rings', () => {
  const { leg, isHeard } = stage();
  expect([leg.shown().isPermanent, isHeard()]).toEqual([true, false]);
  leg.carry(call('a.1', 'ringing'));
  expect([leg.shown().call?.state, isHeard()]).toEqual(['ringing', false]);
  leg.carry(call('a.1', 'up'));
  expect(isHeard()).toBe(true);
  leg.carry(null);
  expect(isHeard()).toBe(false);
});

test('[A2.1] one who has pressed answer is heard before the server says so, and no longer when the call has gone to another', () => {
  const { leg, isHeard } = stage();
  leg.carry(call('a.1', 'ringing'));
  leg.take();
  expect(isHeard()).toBe(true);
  leg.carry(call('a.1', 'ringing'));
  expect(isHeard()).toBe(true);
  leg.carry(null);
  leg.carry(call('b.1', 'ringing'));
  expect(isHeard()).toBe(false);
});

test('[A2.6] muting is the call’s: the next one is not muted, and it is muted again when the agent comes back to it', () => {
  const { leg, isHeard } = stage();
  leg.carry(call('a.1', 'up'));
  leg.mute(true);
  expect([leg.shown().isMuted, isHeard()]).toEqual([true, false]);
  leg.carry(call('b.1', 'up'));
  expect([leg.shown().isMuted, isHeard()]).toEqual([false, true]);
  leg.carry(call('a.1', 'up'));
  expect([leg.shown().isMuted, isHeard()]).toEqual([true, false]);
});

test('[A2.10] a new connection takes the place of the one before, whose end says nothing', () => {
  const { leg, media, make } = stage();
  const next = make();
  leg.begin(next);
  expect([media.set.isEnded, leg.shown().isPermanent]).toEqual([true, false]);
  leg.isUp(next);
  leg.remove(media);
  expect(leg.shown().isPermanent).toBe(true);
  leg.remove(next);
  expect(leg.shown().isPermanent).toBe(false);
});
