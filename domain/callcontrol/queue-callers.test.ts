/** Callers who wait in a queue, whom they are offered to, and the messages that they leave. Each event with all that it leads to. */
import { describe, expect, test } from 'vitest';
import { overflowTo } from '../queues/overflow.ts';
import { simulatedAgent } from '../simulation/simulation.ts';
import { id, members, TestCallControl } from './test-callcontrol.ts';

describe('a caller in the queue', () => {
  test('[U5] rings at a free agent and hears music', () => {
    const s = new TestCallControl({ agents: [{}] });
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'stop-playing playbackId=call.p2',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'leg-ringing', legId: s.near() }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 4)).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=5',
      'stop-music channelId=caller',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
    expect(s.gone('caller', 30)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.3 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 5,
      ringSeconds: 4,
      talkSeconds: 30,
    });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', wrapUpEndsAt: s.now + 5000, callId: null });
  });

  test('[U5] waits while nobody is free, and is offered whoever becomes free', () => {
    const s = new TestCallControl({ agents: [{}] });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'busy' });
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-entered queueId=queue-1 position=1',
      'stop-playing playbackId=call.p2',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 10)).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 4)).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=4',
      'stop-music channelId=caller',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'in-progress',
      hangupSide: null,
      cause: null,
      waitSeconds: 14,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[U5] passes a disabled agent', () => {
    const s = new TestCallControl({ agents: [{ isEnabled: false }, {}] });
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.3 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'stop-playing playbackId=call.p2',
      'start-music channelId=caller',
    ]);
  });

  test('[U5] who hangs up has left in the queue, after so many seconds', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    expect(s.gone('caller', 17)).toEqual(['* ended outcome=abandoned-queue side=other cause=16']);
    expect(s.record()).toMatchObject({
      outcome: 'abandoned-queue',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 17,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  test('[U5] who hangs up while an agent rings has left in the queue, and the agent is free', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    expect(s.tell({ type: 'leg-ringing', legId: s.near() }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-ringing', legId: s.near() }, 1)).toEqual([]);
    expect(s.gone('caller', 6)).toEqual([
      '* ended outcome=abandoned-queue side=other cause=16',
      'hang-up legId=call.3 cause=16',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'abandoned-queue',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 8,
      ringSeconds: 7,
      talkSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'ready', callId: null, wrapUpEndsAt: null, noAnswerDelayUntil: 0 });
  });

  test('[U5] whom nobody answers goes from agent to agent, and each rests', () => {
    const s = new TestCallControl().queued();
    expect(s.tell(s.due('ring'), 14)).toEqual([]);
    expect(s.tell(s.due('ring'), 1)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=15',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.tell(s.due('ring'), 15)).toEqual([
      '* agent-missed agentId=agent-1 extension=401 outcome=no-answer seconds=15',
      '* agent-offered agentId=agent-0 extension=400',
      'hang-up legId=call.4 cause=16',
      'ring-agent legId=call.5 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.tell({ type: 'agent-deadline', agentId: id(0) })).toEqual([]);
    expect(s.agent(0)).toMatchObject({ state: 'offered', noAnswerDelayUntil: s.now - 12000 });
    expect(s.agent(1)).toMatchObject({ state: 'ready', noAnswerDelayUntil: s.now + 3000 });
  });

  test.each([1, 3, 10])(
    '[U5] whom the only agent missed waits until that agent has rested, %i s as the queue says',
    (missPauseSeconds) => {
      const s = new TestCallControl({ agents: [{}], queue: { missPauseSeconds } }).queued();
      expect(s.tell(s.due('ring'), 15)).toEqual([
        '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=15',
        'hang-up legId=call.3 cause=16',
      ]);
      expect(s.tell({ type: 'agent-deadline', agentId: id(0) }, missPauseSeconds - 1)).toEqual([]);
      expect(s.tell({ type: 'agent-deadline', agentId: id(0) }, 1)).toEqual([
        '* agent-offered agentId=agent-0 extension=400',
        'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      ]);
    },
  );

  test('[U5] whom an agent declines goes to the next', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'hang-up', agentId: id(0), callId: 'call' }, 1)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=refused seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'ready', noAnswerDelayUntil: s.now + 3000 });
    expect(s.agent(1)).toMatchObject({ state: 'offered' });
  });

  test("[U5] whom an agent's phone refuses goes to the next", () => {
    const s = new TestCallControl().queued();
    expect(s.gone(s.near(), 2, { cause: 21, sipCode: 603 })).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=refused seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
  });

  test("[U5] whom an agent's phone lets ring out goes to the next", () => {
    const s = new TestCallControl().queued();
    expect(s.gone(s.near(), 2, { sipCode: 487 })).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=no-answer seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
  });

  test('[U5] whose agent loses the phone while it rings goes to the next', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'phone-lost', agentId: id(0) }, 2)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=unreachable seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'offline', noAnswerDelayUntil: s.now + 3000 });
  });

  test('[U5] whose agent opens another page while it rings goes to the next', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 2)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=unreachable seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'offline', sessionId: 'new' });
  });

  test('[U5] whose agent signs out while it rings goes to the next', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'another' }, 1)).toEqual([]);
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 1)).toEqual([
      '* agent-missed agentId=agent-0 extension=400 outcome=unreachable seconds=2',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'offline', sessionId: null });
  });

  test('[U5] one too many is told that it is full and may leave a message', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 1 } });
    s.queued('first', 'first-caller');
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-full queueId=queue-1',
      '* voicemail-started',
      'stop-playing playbackId=call.p2',
      'play channelId=caller playbackId=call.p3 what=leave-message+beep',
    ]);
    expect(s.call()).toMatchObject({ phase: 'voicemail' });
  });

  test('[U5] one who just fits in stands behind the others', () => {
    const s = new TestCallControl({ agents: [], queue: { maxWaiting: 2 } });
    s.queued('first', 'first-caller');
    s.inbound();
    expect(s.press('1')).toEqual([
      '* key-pressed key=1',
      '* queue-entered queueId=queue-1 position=2',
      'stop-playing playbackId=call.p2',
      'start-music channelId=caller',
    ]);
    expect(s.call()).toMatchObject({ phase: 'queued' });
  });

  test('[U5] who came first is offered first', () => {
    const s = new TestCallControl({ agents: [{}] });
    s.apply({ type: 'choose-state', agentId: id(0), chosen: 'away' });
    s.queued('first', 'first-caller');
    s.queued();
    expect(s.tell({ type: 'choose-state', agentId: id(0), chosen: 'ready' }, 1)).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=first.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.gone('first-caller')).toEqual([
      '* ended outcome=abandoned-queue side=other cause=16',
      '* agent-offered agentId=agent-0 extension=400',
      'hang-up legId=first.3 cause=16',
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
  });

  test('[U5] who waited as long as the queue allows leaves a message', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    expect(s.tell(s.due('queue'), 119)).toEqual([]);
    expect(s.tell(s.due('queue'), 1)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      '* voicemail-started',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p3 what=leave-message+beep',
    ]);
    expect(s.played()).toEqual(['record-voicemail legId=caller callId=call maxSeconds=180']);
    expect(s.tell({ type: 'voicemail-ended', callId: 'call', seconds: 7 }, 7)).toEqual([
      '* voicemail-left seconds=7',
      'play channelId=caller playbackId=call.p4 what=message-saved',
    ]);
    expect(s.played()).toEqual(['* ended outcome=voicemail side=system cause=16', 'hang-up legId=caller cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'voicemail', hangupSide: 'system' });
  });

  test('[U5] who waited too long is taken from the agent who rings, who missed nothing', () => {
    const s = new TestCallControl({ agents: [{}], queue: { ringSeconds: 200 } }).queued();
    expect(s.tell(s.due('queue'), 120)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=120',
      '* voicemail-started',
      'hang-up legId=call.3 cause=16',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p4 what=leave-message+beep',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'ready', noAnswerDelayUntil: 0 });
  });

  test('[U5] who waited too long hears the goodbye where the queue wants that', () => {
    const s = new TestCallControl({
      agents: [],
      queue: { overflow: overflowTo({ to: 'goodbye' }), maxWaitSeconds: 30 },
    }).queued();
    expect(s.tell(s.due('queue'), 30)).toEqual([
      '* queue-timeout queueId=queue-1 seconds=30',
      '* goodbye',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p3 what=goodbye',
    ]);
    expect(s.played()).toEqual(['* ended outcome=not-served side=system cause=16', 'hang-up legId=caller cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'system' });
  });

  test('[U5] [A2.10] whose queue was taken away while nobody served the tenant hears the goodbye as soon as somebody does', () => {
    const s = new TestCallControl({ agents: [{}] }).queued();
    const { configuration } = s.state;
    s.state = { ...s.state, queues: new Map(), configuration: { ...configuration, queues: new Map() } };
    expect(s.tell({ type: 'configured', configuration: s.state.configuration }, 9)).toContain('* goodbye');
    expect([s.call().phase, s.call().offers, s.agent(0).callId]).toEqual(['goodbye', [], null]);
  });

  test('[U5] whose queue is taken away hears the goodbye', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    expect(s.tell({ type: 'configured', configuration: { ...s.state.configuration, queues: new Map() } }, 5)).toEqual([
      '* goodbye',
      'stop-music channelId=caller',
      'play channelId=caller playbackId=call.p3 what=goodbye',
    ]);
    expect(s.gone('caller', 2)).toEqual(['* ended outcome=not-served side=other cause=16']);
    expect(s.record()).toMatchObject({ outcome: 'not-served', hangupSide: 'other' });
  });

  test('[U5] goes at once to a free agent who becomes a member', () => {
    const s = new TestCallControl({ agents: [{}, {}], queue: { members: [] } }).queued();
    const queues = new Map(
      [...s.state.configuration.queues].map(([key, queue]) => [key, { ...queue, members: members(id(1)) }]),
    );
    expect(s.tell({ type: 'configured', configuration: { ...s.state.configuration, queues } }, 5)).toEqual([
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.3 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.tell({ type: 'configured', configuration: { ...s.state.configuration, queues } })).toEqual([]);
  });

  test.each([
    ['disabled', { isEnabled: false }],
    ['inside-only', { isInsideOnly: true }],
  ])('[U5] goes at once to a member who is %s no more', (_what, barred) => {
    const s = new TestCallControl({ agents: [barred] }).queued();
    expect(s.tell({ type: 'agent-saved', agent: simulatedAgent(0, { isRecorded: false }) }, 5)).toEqual([
      '* agent-offered agentId=agent-0 extension=400',
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.tell({ type: 'agent-saved', agent: simulatedAgent(0, { isRecorded: false }) })).toEqual([]);
  });

  test('[U5] keeps the place when the queue is changed', () => {
    const s = new TestCallControl({ agents: [] }).queued();
    expect(s.tell({ type: 'configured', configuration: s.state.configuration }, 5)).toEqual([]);
    expect(s.gone('caller', 2)).toEqual(['* ended outcome=abandoned-queue side=other cause=16']);
    expect(s.record()).toMatchObject({
      outcome: 'abandoned-queue',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 7,
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });
});
