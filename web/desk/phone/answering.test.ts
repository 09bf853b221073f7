import { describe, expect, it } from 'vitest';
import type { DeskState, LiveCall } from '@bahu/contract/realtime.ts';
import { idleSoftphone, type MediaCall } from '../softphone/softphone.ts';
import { liveCall } from '../test-call.ts';
import { createAnswering } from './answering.ts';

/** A desk and a softphone that only remember; what is proved is which of the two comes first. */
function stage() {
  const answered: (string | null)[] = [];
  let call: MediaCall | null = null;
  let shown: LiveCall | null = null;
  const listeners = new Set<() => void>();
  const watch = (listener: () => void) => (listeners.add(listener), () => void listeners.delete(listener));
  const tell = () => listeners.forEach((listener) => listener());
  const answering = createAnswering({
    softphone: {
      state: () => ({ ...idleSoftphone, call }),
      watch,
      answer: () => {
        answered.push(call?.state === 'ringing' ? call.legId : null);
        if (call) call = { ...call, state: 'connecting' };
        tell();
      },
    },
    desk: { value: () => ({ call: shown }) as DeskState, watch },
  });
  return {
    answered,
    answering,
    /** The server says what rings, or that nothing does. */
    shows(legId: string | null, phase: LiveCall['phase'] = 'ringing') {
      shown = legId === null ? null : liveCall({ legId, phase });
      tell();
    },
    /** Its ringing comes here over SIP. */
    comes(legId: string) {
      call = { legId, state: 'ringing' };
      tell();
    },
    isWatched: () => listeners.size > 0,
  };
}

describe('[A2.1] answering', () => {
  it('answers at once what rings here', () => {
    const s = stage();
    s.shows('a.1');
    s.comes('a.1');
    s.answering.answer();
    expect(s.answered).toEqual(['a.1']);
  });

  it('pressed before the ringing is here, answers as soon as it is, once', () => {
    const s = stage();
    s.shows('a.1');
    s.answering.answer();
    s.answering.answer();
    expect(s.answered).toEqual([]);
    s.comes('a.1');
    s.comes('a.1');
    expect(s.answered).toEqual(['a.1']);
  });

  it('does not answer another call than the one that was shown, nor the same one when it rings again later', () => {
    const s = stage();
    s.shows('a.1');
    s.answering.answer();
    s.shows('a.2');
    s.comes('a.2');
    expect(s.answered).toEqual([]);
    const t = stage();
    t.shows('a.1');
    t.answering.answer();
    t.shows(null);
    t.shows('a.1');
    t.comes('a.1');
    expect(t.answered).toEqual([]);
  });

  it('forgets the press when the call rings no more or is up', () => {
    for (const phase of ['ended', 'talking', 'dialing'] as const) {
      const s = stage();
      s.shows('a.1');
      s.answering.answer();
      s.shows('a.1', phase);
      s.shows('a.1');
      s.comes('a.1');
      expect(s.answered, phase).toEqual([]);
    }
  });

  it('listens to nothing when it has ended', () => {
    const s = stage();
    s.answering.end();
    expect(s.isWatched()).toBe(false);
  });
});
