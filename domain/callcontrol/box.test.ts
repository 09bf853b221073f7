import { describe, expect, test } from 'vitest';
import type { Box } from '../agents/box.ts';
import type { KeyAction, Menu } from '../ivr/menu.ts';
import { noAnnouncements } from '../queues/announcements.ts';
import { simulatedConfiguration, simulatedDid, simulatedTrunk } from '../simulation/demo-configuration.ts';
import type { Configuration } from './configuration.ts';
import { didsOf } from './dids.ts';
import { id, TestCallControl, type TestSetup } from './test-callcontrol.ts';

const box: Box = {
  ringSeconds: 8,
  maxSeconds: 60,
  greeting: null,
  isFull: false,
  takesColleagues: false,
  takesTransfers: false,
  saysSaved: true,
};
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

const fullBox = { ...box, isFull: true };
const inMenu = (key: KeyAction, change: Partial<Menu> = {}): Partial<Configuration> => {
  const menu = { ...simulatedConfiguration(2).menus.get('menu-1')!, keys: { 9: key }, ...change };
  return { menus: new Map([[menu.id, menu]]) };
};
const toQueue: KeyAction = { to: 'voicemail', box: { queueId: 'queue-1' } };
const toAgent: KeyAction = { to: 'voicemail', box: { agentId: id(0) } };
const numberTo = (to: { boxAgentId?: string; boxQueueId?: string }): Partial<Configuration> => {
  const { home } = simulatedConfiguration(2);
  return { dids: didsOf([{ trunkId: simulatedTrunk, number: simulatedDid, menuId: null, ...to }], home) };
};

describe('[A4.7] a key of a menu leads to a box', () => {
  const pressed = (key: KeyAction, agent: NonNullable<TestSetup['agents']>[number] = { box }): TestCallControl => {
    const s = new TestCallControl({ agents: [agent, {}], configuration: inMenu(key) });
    s.inbound();
    s.press('9');
    return s;
  };

  test('of an agent, whose phone does not ring', () => {
    const s = pressed(toAgent);
    expect(s.call()).toMatchObject({ phase: 'voicemail', offers: [], message: { agentId: id(0) } });
    s.played();
    s.gone('caller', 5);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', queueId: null });
    expect(s.call().segments.at(-1)).toMatchObject({ kind: 'voicemail', agentId: id(0) });
  });

  test('of a queue, which is the call’s then, though it never waits there', () => {
    const s = pressed(toQueue);
    s.played();
    s.gone('caller', 5);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', queueId: 'queue-1', waitSeconds: 0 });
    expect(s.call()).toMatchObject({ queuedAt: null });
  });

  test('and who hangs up in its greeting has left the menu, and no queue', () => {
    expect(pressed(toQueue).gone('caller', 2)).toContain('* ended outcome=abandoned-menu side=other cause=16');
  });

  test.each<[string, KeyAction, NonNullable<TestSetup['agents']>[number]]>([
    ['an agent who takes no messages', toAgent, { box: null }],
    ['an agent who is disabled', toAgent, { box, isEnabled: false }],
    ['an agent who has no calls from outside', toAgent, { box, isInsideOnly: true }],
    ['nobody', { to: 'voicemail', box: { agentId: id(9) } }, {}],
    ['no queue', { to: 'voicemail', box: { queueId: 'gone' } }, {}],
  ])('and where it is that of %s, the caller is back in the menu', (_whose, key, agent) => {
    expect(pressed(key, agent).call()).toMatchObject({ phase: 'menu', message: null });
  });

  test('and where nothing else is left of the menu, the caller hears the goodbye', () => {
    const configuration = inMenu(toAgent, { default: toAgent, tries: 1 });
    const s = new TestCallControl({ agents: [{ box: null }], configuration });
    s.inbound();
    s.press('9');
    expect(s.call().phase).toBe('goodbye');
  });

  test('and a full one says so', () => {
    expect(pressed(toAgent, { box: fullBox }).call().parties[0]!.place).toMatchObject({
      what: ['box-full', 'goodbye'],
    });
  });
});

describe('[A4.7] a number leads to a box', () => {
  test('of an agent', () => {
    const s = new TestCallControl({ agents: [{ box }], configuration: numberTo({ boxAgentId: id(0) }) });
    expect(s.inbound()).toEqual([
      '* started direction=inbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      '* voicemail-started agentId=agent-0',
      'answer legId=caller',
      'play channelId=caller playbackId=call.p2 what=leave-message+beep',
    ]);
  });

  test('of a queue, in the queue’s words', () => {
    const s = new TestCallControl({
      queue: { announcements: { ...noAnnouncements, greeting: 'of-queue' } },
      configuration: numberTo({ boxQueueId: 'queue-1' }),
    });
    s.inbound();
    expect(s.call().parties[0]!.place).toMatchObject({ what: ['of-queue', 'beep'] });
    s.played();
    s.gone('caller', 5);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', queueId: 'queue-1' });
  });

  test.each([{ boxAgentId: id(0) }, { boxQueueId: 'gone' }])('and nowhere where that takes none: %o', (to) => {
    const s = new TestCallControl({ agents: [{ box: null }], configuration: numberTo(to) });
    expect(s.inbound()).toContain('* refused reason=no-route');
  });
});

describe('the box of a colleague', () => {
  const open = { ...box, takesColleagues: true };
  /** The first agent has called the second inside, and is connected. */
  const called = (change: Partial<Box> = {}, extension = '401'): TestCallControl => {
    const s = new TestCallControl({ agents: [{}, { box: { ...open, ...change } }] });
    s.place(0, extension);
    s.apply({ type: 'leg-ready', legId: s.near() });
    return s;
  };
  const unanswered = (change: Partial<Box> = {}): TestCallControl => {
    const s = called(change);
    s.apply(s.due('ring'), 60);
    return s;
  };

  test('[A4.7] takes a message from who has called inside, when it has rung as long as its agent has set', () => {
    const s = called();
    expect(s.tell(s.due('ring'), 8)).toEqual([
      '* extension-unavailable extension=401',
      '* voicemail-started agentId=agent-1',
      'hang-up legId=call.2 cause=16',
      'play channelId=call.1 playbackId=call.p3 what=leave-message+beep',
    ]);
    expect(s.tell({ type: 'playback-ended', legId: 'call.1', playbackId: 'call.p3' })).toEqual([
      'record-voicemail legId=call.1 callId=call maxSeconds=60',
    ]);
    s.apply(ended(7), 7);
    expect(s.call()).toMatchObject({ outcome: 'voicemail', phase: 'voicemail' });
    s.apply({ type: 'playback-ended', legId: 'call.1', playbackId: 'call.p4' }, 2);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', agentId: id(0), direction: 'internal', answeredAt: null });
    expect(s.call().segments.at(-1)).toMatchObject({ kind: 'voicemail', agentId: id(1) });
    expect(s.agent(0).callId).toBeNull();
  });

  test.each<[string, (s: TestCallControl) => void]>([
    ['is busy', (s) => s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' })],
    ['is not there', (s) => s.apply({ type: 'phone-lost', agentId: id(1) })],
  ])('[A4.7] takes it at once while its agent %s', (_what, away) => {
    const s = new TestCallControl({ agents: [{}, { box: open }] });
    away(s);
    s.place(0, '401');
    expect(s.tell({ type: 'leg-ready', legId: s.near() })).toContain('* voicemail-started agentId=agent-1');
  });

  test('[A4.7] takes it when its agent declines', () => {
    const s = called();
    expect(s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' })).toContain(
      '* voicemail-started agentId=agent-1',
    );
  });

  test('[A4.7] [A2.9] takes it for whom they have called when a third takes the call in vain', () => {
    const s = new TestCallControl({ agents: [{}, { box: open }, {}] });
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() });
    s.apply({ type: 'pick-up', agentId: id(2), callId: 'call', fromAgentId: id(1) });
    s.apply({ type: 'hang-up', agentId: id(1), callId: 'call' });
    expect(s.call().offers).toMatchObject([{ agentId: id(2), meantFor: id(1) }]);
    const left = s.tell({ type: 'hang-up', agentId: id(2), callId: 'call' });
    expect(left).toContain('* extension-unavailable extension=401');
    expect(left).toContain('* voicemail-started agentId=agent-1');
  });

  test.each<[string, Partial<Box>]>([
    ['is closed to colleagues', { takesColleagues: false }],
    ['is full', { isFull: true }],
  ])('[A4.7] takes none that %s: the call ends as unanswered', (_what, change) => {
    expect(unanswered(change).record()).toMatchObject({ outcome: 'no-answer' });
  });

  test('[A4.7] takes none of who has called a queue', () => {
    const s = new TestCallControl({ agents: [{}, { box: open }] });
    s.apply({
      type: 'place',
      callId: 'call',
      agentId: id(0),
      target: { kind: 'queue-number', number: '901' },
      customerId: null,
      customerName: null,
    });
    s.apply({ type: 'leg-ready', legId: s.near() });
    expect(s.call().offers).toMatchObject([{ agentId: id(1), reason: 'colleague' }]);
    s.apply(s.due('ring'), 60);
    expect(s.record()).toMatchObject({ outcome: 'no-answer' });
  });

  test.each<[string, (s: TestCallControl) => void]>([
    ['hangs up', (s) => s.apply({ type: 'hang-up', agentId: id(0), callId: 'call' }, 4)],
    ['puts the phone down', (s) => s.gone('call.1', 4)],
    ['signs out', (s) => s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 4)],
    [
      'loses the phone',
      (s) => {
        s.apply({ type: 'phone-lost', agentId: id(0) }, 4);
        s.gone('call.1', 1);
      },
    ],
  ])('[A4.7] keeps what was said by who %s', (_what, leave) => {
    const [early, kept] = [unanswered(), unanswered()];
    kept.apply({ type: 'playback-ended', legId: 'call.1', playbackId: 'call.p3' });
    for (const s of [early, kept]) leave(s);
    expect(kept.record().outcome).toBe('voicemail');
    expect(early.record().outcome).not.toBe('voicemail');
  });

  test('[A4.7] keeps nothing in which nothing is said, and says no goodbye to a colleague', () => {
    const s = unanswered();
    s.apply({ type: 'playback-ended', legId: 'call.1', playbackId: 'call.p3' });
    expect(s.tell(ended(0), 10)).toEqual([
      '* voicemail-empty',
      '* ended outcome=no-answer side=system cause=16',
      'hang-up legId=call.1 cause=16',
    ]);
  });
});

describe('a transfer to an agent who takes messages of callers who are given to them', () => {
  const open = { ...box, takesTransfers: true };
  const given = (change: Partial<Box> = {}, away = false): TestCallControl => {
    const s = new TestCallControl({ agents: [{}, { box: { ...open, ...change } }] });
    s.inbound();
    s.press('0', '4', '0', '0');
    s.answers();
    if (away) s.apply({ type: 'choose-state', agentId: id(1), chosen: 'away' });
    s.apply({ type: 'transfer', agentId: id(0), callId: 'call', target: { kind: 'agent', agentId: id(1) } }, 5);
    return s;
  };

  test('[A4.7] goes to their box when they do not answer', () => {
    const s = given();
    expect(s.tell(s.due('ring'), 20)).toContain('* voicemail-started agentId=agent-1');
  });

  test('[A4.7] goes there at once while they cannot be rung', () => {
    expect(given({}, true).call()).toMatchObject({ phase: 'voicemail', message: { agentId: id(1) } });
    expect(given({ takesTransfers: false }, true).call()).toMatchObject({ phase: 'talking', agentId: id(0) });
  });

  test('[A4.7] comes back to who gave it away while the box is full', () => {
    const s = given({ isFull: true });
    s.apply(s.due('ring'), 20);
    expect(s.call().offers).toMatchObject([{ reason: 'return', agentId: id(0) }]);
  });
});

test.each([true, false])(
  '[A4.7] whoever has left a message hears so before the call ends, or it ends at once: %s',
  (saysSaved) => {
    const s = greeted({ saysSaved });
    s.played();
    const lines = s.tell(ended(7), 7);
    expect(lines.some((line) => line.includes('what=message-saved'))).toBe(saysSaved);
    expect(lines.includes('* ended outcome=voicemail side=system cause=16')).toBe(!saysSaved);
  },
);
