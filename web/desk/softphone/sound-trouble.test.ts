import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpeech, noSense, sense, type SoundReading, type SoundTrouble } from './sound-trouble.ts';

const fine: SoundReading = {
  received: 100,
  energy: 1,
  isTrackMuted: false,
  isMuted: false,
  isAttended: true,
  isTalking: false,
};
/** What is told after each look; by itself both directions go on. */
const told = (...looks: Partial<SoundReading>[]): (SoundTrouble | null)[] => {
  let state = noSense;
  return looks.map((look, i) => {
    state = sense(state, { ...fine, received: 100 + i, energy: 1 + i, ...look });
    return state.trouble;
  });
};

describe('[A2.1] sound that goes only one way', () => {
  it('is nothing while both directions go on', () => expect(told({}, {}, {})).toEqual([null, null, null]));

  it('is told after five seconds without a packet, until the next', () => {
    const none = { received: 7 };
    expect(told(none, none, none, {}, none)).toEqual([null, null, 'nothing-arrives', null, null]);
  });

  it('is told at once where the system has muted the microphone', () => {
    expect(told({ isTrackMuted: true }, {})).toEqual(['muted-by-system', null]);
  });

  it('is told after ten seconds of exact silence', () => {
    const flat = { energy: 3 };
    expect(told(flat, flat, flat, flat, flat, {})).toEqual([null, null, null, null, 'microphone-flat', null]);
  });

  it('is told to who talks while they are muted, and of their silence nothing else is', () => {
    const muted = { isMuted: true, isTrackMuted: true, energy: 3 };
    const talking = { ...muted, isTalking: true };
    expect(
      told(muted, muted, muted, muted, muted, talking, muted)
        .map((trouble) => trouble ?? 'none')
        .join(' '),
    ).toBe('none none none none none talking-while-muted none');
  });

  it('counts anew from when the microphone is opened', () => {
    const flat = { energy: 3 };
    const muted = { ...flat, isMuted: true };
    expect(told(flat, flat, flat, muted, flat, flat, flat, flat)).not.toContain('microphone-flat');
  });

  it('is nothing where the browser does not say, and in a call that waits', () => {
    const dumb = { energy: null };
    expect(told(dumb, dumb, dumb, dumb, dumb, dumb)).not.toContain('microphone-flat');
    const away = { isAttended: false, received: 7, energy: 3, isTrackMuted: true };
    fc.assert(
      fc.property(fc.nat(20), (n) => told(...Array.from({ length: n }, () => away)).every((one) => one === null)),
    );
  });
});

it.each([
  ['nothing', [], false],
  ['breath', [0.2, 0.3, 0.3, 0.2], false],
  ['a click', [0.1, 0.9, 0.1, 0.1, 0.1], false],
  ['a word', [0.1, 0.7, 0.8, 0.3, 0.6], true],
])('[A2.1] %s is speech or not', (_what, levels, is) => expect(isSpeech(levels)).toBe(is));
