import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { idleSoftphone, type Softphone, type SoftphoneState } from '../softphone/softphone.ts';
import { createRegistrar, holder } from './registrar.ts';

const access = { uri: 'sip:agent@bahu', username: 'agent', password: 'x', path: '/sip', iceServers: [] };
const heldBy = (softphoneSessionId: string | null): DeskState => ({
  agentId: 'a',
  activity: 'ready',
  state: 'ready',
  pause: null,
  nextPause: null,
  setFor: null,
  chosen: 'ready',
  since: '2026-11-22T10:00:00.000Z',
  wrapUpEndsAt: null,
  wrapUpCallId: null,
  isPhoneRegistered: false,
  queueIds: [],
  signedOutQueueIds: [],
  softphoneSessionId,
  call: null,
  second: null,
  today: { answered: 0, placed: 0 },
});

/** A desk topic and a softphone that only remember; what is proved is the order of things between them. */
function stage(first: DeskState | null, isFreshSignIn = false) {
  const log: string[] = [];
  let value = first;
  let refusal = 0;
  let state: SoftphoneState = idleSoftphone;
  const deskListeners = new Set<() => void>();
  const phoneListeners = new Set<() => void>();
  const softphone: Softphone = {
    state: () => state,
    watch: (listener) => (phoneListeners.add(listener), () => void phoneListeners.delete(listener)),
    start: () => void log.push('start'),
    stop: () => void log.push('stop'),
    answer: () => {},
    answerSecond: () => {},
    attend: () => {},
    hangUp: () => {},
    setMuted: () => {},
    setDevices: () => {},
    prepareMicrophone: () => {},
  };
  const registrar = createRegistrar({
    softphone,
    sessionId: 'mine',
    isFreshSignIn,
    onChange: () => {},
    issue: async () => {
      log.push('issue');
      if (refusal > 0) {
        refusal -= 1;
        throw new Error('away');
      }
      return access;
    },
    desk: {
      value: () => value,
      watch: (listener) => (deskListeners.add(listener), () => void deskListeners.delete(listener)),
    },
  });
  return {
    log,
    registrar,
    say(next: DeskState) {
      value = next;
      for (const listener of deskListeners) listener();
    },
    enter(registration: SoftphoneState['registration']) {
      state = { ...state, registration };
      for (const listener of phoneListeners) listener();
    },
    failNextMint: () => void (refusal = 1),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('keeping the softphone registered', () => {
  it('registers as soon as the desk is known', async () => {
    const { log, say } = stage(null);
    await settle();
    expect(log).toEqual([]);
    say(heldBy(null));
    await settle();
    expect(log).toEqual(['issue', 'start']);
  });

  it('registers without the desk when that does not come', async () => {
    const { log } = stage(null);
    await vi.advanceTimersByTimeAsync(1500);
    expect(log).toEqual(['issue', 'start']);
  });

  it('[A2.10] registers at once after a refresh, which its own session still holds', async () => {
    const { log } = stage(heldBy('mine'));
    await settle();
    expect(log).toEqual(['issue', 'start']);
  });

  it('[A1.2] takes the phone over after a sign-in, and leaves it alone after a mere reload', async () => {
    const fresh = stage(heldBy('other'), true);
    const reloaded = stage(heldBy('other'));
    await settle();
    expect(fresh.log).toEqual(['issue', 'start']);
    expect(reloaded.log).toEqual([]);
    expect(reloaded.registrar.isTakenOver()).toBe(true);
  });

  it('[A1.2] falls silent and says so when another sign-in takes over, and comes back by hand', async () => {
    const { log, registrar, say } = stage(heldBy('mine'));
    await settle();
    say(heldBy('other'));
    expect(log).toEqual(['issue', 'start', 'stop']);
    expect(registrar.isTakenOver()).toBe(true);
    registrar.takeBack();
    await settle();
    expect(log.slice(3)).toEqual(['issue', 'start']);
    expect(registrar.isTakenOver()).toBe(false);
  });

  it('does not mistake the former holder for a new one while the topic lags', async () => {
    const { log, registrar, say } = stage(heldBy('other'), true);
    await settle();
    say(heldBy('other'));
    expect(registrar.isTakenOver()).toBe(false);
    say(heldBy('mine'));
    say(heldBy('other'));
    expect(registrar.isTakenOver()).toBe(true);
    expect(log).toEqual(['issue', 'start', 'stop']);
  });

  it('tries again when issuing fails and when the credentials are refused', async () => {
    const { log, enter, failNextMint, say } = stage(null);
    failNextMint();
    say(heldBy(null));
    await vi.advanceTimersByTimeAsync(4000);
    expect(log).toEqual(['issue', 'issue', 'start']);
    enter('refused');
    await vi.advanceTimersByTimeAsync(4000);
    expect(log.slice(3)).toEqual(['issue', 'start']);
  });

  it('starts over when a connection hangs, and not once it has come up', async () => {
    const { log, enter } = stage(heldBy('mine'));
    await settle();
    enter('connecting');
    enter('registered');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual(['issue', 'start']);
    enter('retrying');
    await vi.advanceTimersByTimeAsync(12_000);
    expect(log.slice(2)).toEqual(['issue', 'start']);
  });

  it('knows who holds the phone', () => {
    expect([
      holder(null, 'mine'),
      holder(heldBy(null), 'mine'),
      holder(heldBy('mine'), 'mine'),
      holder(heldBy('x'), 'mine'),
    ]).toEqual(['unknown', 'unknown', 'mine', 'other']);
  });
});
