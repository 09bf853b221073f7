import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnPhone } from '@bahu/contract/desk.ts';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { ApiError } from '../../lib/api.ts';
import { idleSoftphone, type Softphone, type SoftphoneState } from '../softphone/softphone.ts';
import { createRegistrar, holder } from './registrar.ts';

const access = { uri: 'sip:agent@bahu', username: 'agent', password: 'x', path: '/sip', iceServers: [] };
const heldBy = (softphoneSessionId: string | null): DeskState => ({
  agentId: 'a',
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
  hasDeskPhone: false,
  mayPop: true,
  call: null,
  second: null,
  today: { answered: 0, placed: 0 },
});

/** A desk topic and a softphone that only remember; what is proved is the order of things between them. */
function stage(first: DeskState | null, isFreshSignIn = false) {
  const [log, asked]: [string[], string[]] = [[], []];
  let value = first;
  let refusal = 0;
  let reply: OwnPhone = { kind: 'browser', access };
  let problem: Error = new Error('away');
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
    carry: () => {},
    testEcho: () => {},
    hangUp: () => {},
    setMuted: () => {},
    setDevices: () => {},
    prepareMicrophone: () => void asked.push('microphone'),
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
        throw problem;
      }
      return reply;
    },
    desk: {
      value: () => value,
      watch: (listener) => (deskListeners.add(listener), () => void deskListeners.delete(listener)),
    },
  });
  return {
    log,
    asked,
    registrar,
    say(next: DeskState) {
      value = next;
      for (const listener of deskListeners) listener();
    },
    enter(registration: SoftphoneState['registration']) {
      state = { ...state, registration };
      for (const listener of phoneListeners) listener();
    },
    failNextMint: (error = problem) => {
      refusal = 1;
      problem = error;
    },
    putAtDesk: () => void (reply = { kind: 'desk', access: null }),
    putAtPage: () => void (reply = { kind: 'browser', access }),
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

  it('[A1.2] [A2.9] has no softphone and asks for no microphone where a desk phone rings', async () => {
    const { log, asked, registrar, say, putAtDesk, putAtPage } = stage(null);
    putAtDesk();
    say(heldBy(null));
    await settle();
    expect([log, asked]).toEqual([['issue', 'stop'], []]);
    putAtPage();
    for (let round = 0; round < 2; round++) {
      registrar.takeBack();
      await settle();
    }
    expect([log.slice(2), asked]).toEqual([['issue', 'start', 'issue', 'start'], ['microphone']]);
  });

  it('[A1.2] says so where a desk phone is wanted that is not there, and asks again now and then', async () => {
    const { log, registrar, say, failNextMint, putAtDesk } = stage(null);
    failNextMint(new ApiError('phone.no-desk-phone'));
    putAtDesk();
    say(heldBy(null));
    await settle();
    expect([registrar.lacksDeskPhone(), log]).toEqual([true, ['issue', 'stop']]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([registrar.lacksDeskPhone(), log.slice(2)]).toEqual([false, ['issue', 'stop']]);
  });

  it('[A1.2] asks what rings now when its phone is taken away, and not while nobody tells', async () => {
    const { log, say, putAtDesk } = stage(heldBy('mine'));
    await settle();
    putAtDesk();
    say(heldBy(null));
    await vi.advanceTimersByTimeAsync(4000);
    expect(log.slice(2)).toEqual(['issue', 'stop']);
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
