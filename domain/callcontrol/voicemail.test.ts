import { describe, expect, test } from 'vitest';
import type { Event } from './event.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

describe('a message', () => {
  test('[N1] that the caller ends by hanging up is one', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 0 } }).queued();
    expect(s.played()).toEqual(['record-voicemail legId=caller callId=call maxSeconds=180']);
    expect(s.gone('caller', 9)).toEqual(['* ended outcome=voicemail side=other cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', hangupSide: 'other' });
  });

  test('[N1] is none when the caller hangs up before the beep', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 0 } }).queued();
    expect(s.gone('caller', 2)).toEqual(['* ended outcome=abandoned-queue side=other cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'abandoned-queue', hangupSide: 'other' });
  });

  test('[N1] that was left stays one when the caller hangs up during the thanks', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 0 } }).queued();
    s.played();
    expect(s.tell({ type: 'voicemail-ended', callId: 'call', seconds: 7 }, 7)).toEqual([
      '* voicemail-left seconds=7',
      'play channelId=caller playbackId=call.p4 what=message-saved',
    ]);
    expect(s.gone('caller')).toEqual(['* ended outcome=voicemail side=other cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', hangupSide: 'other' });
  });

  test('[N1] that never ends is ended', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 0 } }).queued();
    s.played();
    expect(s.tell(s.due('voicemail'), 268)).toEqual([]);
    expect(s.tell(s.due('voicemail'), 1)).toEqual([
      '* ended outcome=voicemail side=system cause=16',
      'hang-up legId=caller cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', hangupSide: 'system' });
  });

  test.each<[string, Event]>([
    ['the media server starts anew', { type: 'media-server-restarted' }],
    [
      'somebody ends the call in the channel monitor',
      { type: 'force-hang-up', callId: 'call', targetAgentId: null, byAgentId: id(1) },
    ],
  ])('[N1] is kept when %s: what has been said, and what was left', (_what, event) => {
    const greeted = () => new TestCallControl({ agents: [], queue: { maxWaiting: 0 } }).queued();
    const outcomeOf = (s: TestCallControl) => {
      s.apply(event, 7);
      return s.record().outcome;
    };
    const [early, speaking, thanked] = [greeted(), greeted(), greeted()];
    for (const s of [speaking, thanked]) s.played();
    thanked.apply({ type: 'voicemail-ended', callId: 'call', seconds: 7 }, 7);
    expect([speaking, thanked].map(outcomeOf)).toEqual(['voicemail', 'voicemail']);
    expect(outcomeOf(early)).not.toBe('voicemail');
  });

  test('[N1] of a call that is no message changes nothing', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'voicemail-ended', callId: 'call', seconds: 7 })).toEqual([]);
    expect(s.tell({ type: 'voicemail-ended', callId: 'another', seconds: 7 })).toEqual([]);
  });
});
