import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { DeskState } from '@bahu/contract/realtime.ts';
import { callTone, chosenNext, hasCall, popAddress, popTitle, timerStart } from './call-view.ts';
import { agentLook } from '../ui/agent-look.ts';
import { liveCall } from './test-call.ts';

const call = liveCall();
/** The key stands for its text. */
const t = ((key: string) => key) as TFunction;
const desk: DeskState = {
  agentId: 'a',
  state: 'talking',
  pause: null,
  nextPause: null,
  setFor: null,
  chosen: 'ready',
  since: '2026-11-22T10:00:21.000Z',
  wrapUpEndsAt: null,
  wrapUpCallId: null,
  isPhoneRegistered: true,
  queueIds: [],
  signedOutQueueIds: [],
  softphoneSessionId: 's',
  hasDeskPhone: false,
  mayPop: true,
  call,
  second: null,
  today: { answered: 1, placed: 0 },
};

describe('[A2.4] what begins when the call is over', () => {
  const named = (state: DeskState['state'], chosen: DeskState['chosen']) => chosenNext({ ...desk, state, chosen });

  it('is said while they are in it or in its after-call work, unless they go on with calls', () => {
    for (const state of ['talking', 'held', 'wrap-up', 'ringing'] as const) {
      expect(named(state, 'away')).toMatchObject({ state, chosen: 'away' });
      expect(named(state, 'ready')).toBeNull();
    }
  });

  it('is not said of what they are already, nor of a phone that is not there', () => {
    expect(named('away', 'away')).toBeNull();
    expect(named('busy', 'busy')).toBeNull();
    expect(named('offline', 'away')).toBeNull();
    expect(chosenNext(null)).toBeNull();
  });
});

describe('[A2.1] the state of the phone', () => {
  it('is without a call when none is there, or the last one is only shown still', () => {
    const shown = [null, desk, { ...desk, call: null }, { ...desk, call: { ...call, phase: 'ended' as const } }];
    expect(shown.map(hasCall)).toEqual([false, true, false, false]);
  });

  it('has a word and a colour', () => {
    expect(agentLook('wrap-up')).toEqual({ word: 'wrapUp', tone: 'wrapup' });
    expect(agentLook('talking')).toEqual({ word: 'talking', tone: 'talking' });
  });

  it('[A2.6] says hold, [A2.10] that the call is being recovered, [A2.5] whom one consults, and [U6] that one only supervises', () => {
    expect(agentLook('reconnecting')).toEqual({ word: 'reconnecting', tone: 'ringing' });
    for (const state of ['held', 'consulting', 'conference', 'supervising'] as const)
      expect(agentLook(state)).toEqual({ word: state, tone: 'talking' });
  });

  it('[A2.6] says that nobody hears the agent, whatever else the call is, and nothing of it between calls', () => {
    expect(agentLook('held', true)).toEqual({ word: 'muted', tone: 'ringing' });
    for (const state of ['reconnecting', 'supervising', 'ready'] as const)
      expect(agentLook(state, true).word).toBe(state);
  });

  it('counts a conversation from its answer and other states from their beginning', () => {
    expect(timerStart(desk)).toBe(call.answeredAt);
    expect(timerStart({ ...desk, call: { ...call, isOwner: false } })).toBe(desk.since);
    expect(timerStart({ ...desk, state: 'held' })).toBe(desk.since);
    expect(timerStart({ ...desk, state: 'wrap-up', call: null })).toBe(desk.since);
  });
});

describe('[A2.3] the page of a call', () => {
  it('is the customer’s, or the caller’s while nobody is known', () => {
    expect(popAddress(call)).toBe('/pop/c');
    expect(popAddress({ ...call, customerId: 'k' })).toBe('/customers/k?call=c');
    expect(popTitle(t, call)).toBe('138****0042');
    expect(popTitle(t, { ...call, customerName: '陈志远' })).toBe('陈志远 138****0042');
  });

  it('has a title also when the caller withheld the number', () => {
    expect(popTitle(t, { ...call, number: '' })).toBe('phone.line.withheld');
    expect(popTitle(t, { ...call, number: '', customerName: '陈志远' })).toBe('陈志远');
  });

  it('is marked amber while it rings and blue while they talk, and not at all afterwards', () => {
    expect(
      [{ ...call, phase: 'ringing' as const }, call, { ...call, phase: 'ended' as const }, null].map(callTone),
    ).toEqual(['ringing', 'talking', null, null]);
  });
});
