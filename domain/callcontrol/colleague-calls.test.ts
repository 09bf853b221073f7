import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from './test-callcontrol.ts';

describe('a call to a colleague', () => {
  test('[A2.2] rings there and connects', () => {
    const s = new TestCallControl();
    expect(s.place(0, '401')).toEqual([
      '* started direction=internal number=401 line=400 trunkId=null',
      'ring-agent legId=call.1 agentId=agent-0 callerNumber=401 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* dialed number=401',
      '* agent-offered agentId=agent-1 extension=401',
      'ring-agent legId=call.2 agentId=agent-1 callerNumber=401 callerName=坐席0 seconds=65 isAutomatic=false',
    ]);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 1)).toEqual([
      '* alerting',
      'play channelId=call.1 playbackId=call.p3 what=ringing',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.far() }, 3)).toEqual([
      '* connected seconds=4',
      'stop-playing playbackId=call.p3',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.1+call.2',
    ]);
    expect(s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' }, 10)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.1 cause=16',
      'hang-up legId=call.2 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 0,
      ringSeconds: 3,
      talkSeconds: 10,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', today: { day: 20254, answered: 0, placed: 1 } });
    expect(s.agent(1)).toMatchObject({ state: 'wrap-up', today: { day: 20254, answered: 1, placed: 0 } });
  });

  test('[A2.2] who is busy ends as busy', () => {
    const s = new TestCallControl();
    s.apply({ type: 'choose-state', agentId: id(1), chosen: 'busy' });
    s.place(0, '401');
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* dialed number=401',
      '* ended outcome=busy side=other cause=17',
      'hang-up legId=call.1 cause=17',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'busy', hangupSide: 'other', talkSeconds: 0 });
  });

  test('[A2.2] who is not there ends as that', () => {
    const s = new TestCallControl();
    s.apply({ type: 'phone-lost', agentId: id(1) });
    s.place(0, '401');
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* dialed number=401',
      '* ended outcome=unreachable side=other cause=20',
      'hang-up legId=call.1 cause=20',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'unreachable', hangupSide: 'other', talkSeconds: 0 });
  });

  test('[A2.2] who declines ends as declined', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    expect(s.tell({ type: 'hang-up', agentId: id(1), callId: 'call' }, 2)).toEqual([
      '* ended outcome=refused side=other cause=21',
      'hang-up legId=call.1 cause=21',
      'hang-up legId=call.2 cause=21',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'refused', hangupSide: 'other', talkSeconds: 0 });
    expect(s.agent(1)).toMatchObject({ state: 'ready' });
  });

  test('[A2.2] whose phone goes away while it rings ends as unreachable', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    expect(s.tell({ type: 'phone-lost', agentId: id(1) }, 2)).toEqual([
      '* ended outcome=unreachable side=other cause=20',
      'hang-up legId=call.1 cause=20',
      'hang-up legId=call.2 cause=20',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'unreachable', hangupSide: 'other', talkSeconds: 0 });
  });

  test('[A2.2] who does not answer ends after a minute', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    expect(s.tell(s.due('ring'), 60)).toEqual([
      '* ended outcome=no-answer side=system cause=19',
      'hang-up legId=call.1 cause=19',
      'hang-up legId=call.2 cause=19',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'no-answer', hangupSide: 'system', talkSeconds: 0 });
  });

  test('[A2.6] is held by either of them', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    expect(s.tell({ type: 'hold', agentId: id(1), callId: 'call' }, 1)).toEqual([
      '* held agentId=agent-1',
      'leave bridgeId=call.b1 channelId=call.1',
      'leave bridgeId=call.b1 channelId=call.2',
      'start-music channelId=call.1',
    ]);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'resume', agentId: id(1), callId: 'call' }, 1)).toEqual([
      '* resumed agentId=agent-1 seconds=2',
      'stop-music channelId=call.1',
      'join bridgeId=call.b1 channelIds=call.1+call.2',
    ]);
  });

  test('[A2.10] whose page is opened anew in the conversation waits for them', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    expect(s.tell({ type: 'phone-issued', agentId: id(1), sessionId: 'new' }, 5)).toEqual([
      '* agent-lost agentId=agent-1',
      'hang-up legId=call.2 cause=16',
      'leave bridgeId=call.b1 channelId=call.1',
      'start-music channelId=call.1',
    ]);
    s.apply({ type: 'phone-registered', agentId: id(1) }, 1);
    s.answers();
    expect(s.heard()).toEqual({ 'agent-0': 'agent-1', 'agent-1': 'agent-0' });
    s.gone('call.1', 3);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent', talkSeconds: 10 });
  });

  test('[A2.10] who signs out in the conversation ends it', () => {
    const s = new TestCallControl();
    s.place(0, '401');
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.far() }, 1);
    expect(s.tell({ type: 'signed-out', agentId: id(1), sessionId: 'session-1' }, 5)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.1 cause=16',
      'hang-up legId=call.2 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'other', talkSeconds: 5 });
  });
});
