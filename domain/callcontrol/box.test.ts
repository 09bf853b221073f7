import { describe, expect, test } from 'vitest';
import type { Box } from '../agents/box.ts';
import { noAnnouncements } from '../queues/announcements.ts';
import { id, TestCallControl, type TestSetup } from './test-callcontrol.ts';

const box: Box = { ringSeconds: 8, maxSeconds: 60, greeting: null, isFull: false };
/** Somebody who dials an agent's extension. */
const dialled = (agent: NonNullable<TestSetup['agents']>[number] = {}): TestCallControl => {
  const s = new TestCallControl({ agents: [{ box, ...agent }, {}] });
  s.inbound();
  s.press('0', '4', '0', '0');
  return s;
};
/** They have rung until the greeting. */
const greeted = (change: Partial<Box> = {}): TestCallControl => {
  const s = dialled({ box: { ...box, ...change } });
  s.apply(s.due('ring'), 8);
  return s;
};
const ended = (seconds: number) => ({ type: 'voicemail-ended', callId: 'call', seconds }) as const;

describe('the box of an agent', () => {
  test('[A4.7] asks who dials an extension for a message, when it has rung as long as its agent has set', () => {
    const s = dialled();
    expect(s.deadlines()).toEqual({ ring: 8 });
    expect(s.tell(s.due('ring'), 8)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=8',
      '* extension-unavailable extension=400',
      '* voicemail-started agentId=agent-0',
      'hang-up legId=call.4 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p5 what=leave-message+beep',
    ]);
    expect(s.played()).toEqual(['record-voicemail legId=caller callId=call maxSeconds=60']);
    expect(s.tell(ended(7), 7)).toEqual([
      '* voicemail-left seconds=7',
      'play channelId=caller playbackId=call.p6 what=message-saved',
    ]);
    expect(s.played()).toEqual(['* ended outcome=voicemail side=system cause=16', 'hang-up legId=caller cause=16']);
    expect(s.call().segments.at(-1)).toMatchObject({ kind: 'voicemail', isMain: true, agentId: id(0), queueId: null });
  });

  test.each<[string, (s: TestCallControl) => void]>([
    ['is busy', (s) => s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' })],
    ['is not there', (s) => s.apply({ type: 'phone-lost', agentId: id(0) })],
    ['is in a call', (s) => s.own(0)],
  ])('[A4.7] takes messages at once while its agent %s', (_what, away) => {
    const s = new TestCallControl({ agents: [{ box }, {}] });
    away(s);
    s.inbound();
    expect(s.press('0', '4', '0', '0')).toContain('* voicemail-started agentId=agent-0');
  });

  test.each<[string, Parameters<typeof dialled>[0]]>([
    ['none', { box: null }],
    ['one and is disabled', { isEnabled: false }],
    ['one and has no calls from outside', { isInsideOnly: true }],
  ])('[A4.7] is not offered where an agent has %s: the caller is back in the menu', (_what, agent) => {
    const s = dialled(agent);
    if (s.call().offers.length > 0) s.apply(s.due('ring'), 20);
    expect(s.call()).toMatchObject({ phase: 'menu', message: null });
  });

  test('[A4.7] greets in its agent’s own words', () => {
    const s = dialled({ box: { ...box, greeting: 'own' } });
    expect(s.tell(s.due('ring'), 8)).toContain('play channelId=caller playbackId=call.p5 what=own+beep');
  });

  test('[A4.7] greets in the standard words where its own cannot be played', () => {
    const s = greeted({ greeting: 'own' });
    expect(s.tell({ type: 'playback-ended', legId: 'caller', playbackId: 'call.p5', hasFailed: true }, 1)).toEqual([
      'play channelId=caller playbackId=call.p6 what=leave-message+beep',
    ]);
    expect(s.played()).toEqual(['record-voicemail legId=caller callId=call maxSeconds=60']);
  });

  test('[A4.7] of a queue greets in the queue’s words', () => {
    const s = new TestCallControl({
      agents: [],
      queue: { maxWaiting: 0, announcements: { ...noAnnouncements, greeting: 'of-queue' } },
    }).queued();
    expect(s.call().parties[0]!.place).toMatchObject({ what: ['of-queue', 'beep'] });
  });

  test('[A4.7] that is full says so and takes no message', () => {
    const s = dialled({ box: { ...box, isFull: true } });
    const lines = s.tell(s.due('ring'), 8);
    expect(lines).toContain('* voicemail-full agentId=agent-0');
    expect(lines.at(-1)).toBe('play channelId=caller playbackId=call.p5 what=box-full+goodbye');
    expect(s.played()).toEqual(['* ended outcome=not-served side=system cause=16', 'hang-up legId=caller cause=16']);
  });

  test('[A4.7] gets nothing of who hangs up in the greeting, or within a second of the beep', () => {
    const early = greeted();
    expect(early.gone('caller', 2)).toEqual(['* ended outcome=abandoned-menu side=other cause=16']);
    const short = greeted();
    short.played();
    expect(short.gone('caller', 0.9)).toEqual(['* ended outcome=abandoned-menu side=other cause=16']);
    const kept = greeted();
    kept.played();
    expect(kept.gone('caller', 1)).toEqual(['* ended outcome=voicemail side=other cause=16']);
  });

  test('[A4.7] keeps nothing that is shorter than a second', () => {
    const s = greeted();
    s.played();
    expect(s.tell(ended(0), 10)).toEqual([
      '* voicemail-empty',
      '* goodbye',
      'play channelId=caller playbackId=call.p6 what=goodbye',
    ]);
    expect(s.gone('caller')).toEqual(['* ended outcome=not-served side=other cause=16']);
  });

  test('[A4.7] beeps again for who was in the greeting while nobody listened to the media server', () => {
    const s = greeted();
    const playbackId = 'call.p5';
    expect(s.tell({ type: 'playback-ended', legId: 'caller', playbackId, isLate: true }, 9)).toEqual([
      'play channelId=caller playbackId=call.p6 what=beep',
    ]);
    expect(s.played()).toEqual(['record-voicemail legId=caller callId=call maxSeconds=60']);
  });

  test('[A4.7] gets the caller who was given to its agent, when the one who gave them away does not take them back either', () => {
    const s = new TestCallControl({ agents: [{}, { box }] });
    s.inbound();
    s.press('0', '4', '0', '0');
    s.answers();
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
    s.apply(s.due('ring'), 20);
    expect(s.call().offers).toMatchObject([{ reason: 'return', agentId: id(0), meantFor: id(1) }]);
    expect(s.tell(s.due('ring'), 20)).toContain('* voicemail-started agentId=agent-1');
    s.played();
    s.gone('caller', 6);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', agentId: id(0) });
  });
});
