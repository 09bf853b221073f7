/** Calls that agents place, outside and to each other. Each event with all that it leads to. */
import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from './test-callcontrol.ts';

describe('a call outside', () => {
  test("[A2.2] begins at the agent's own phone, then dials, rings and connects", () => {
    const s = new TestCallControl();
    expect(s.place()).toEqual([
      '* started direction=outbound number=+8613900000042 line=+867550000001 trunkId=trunk-1',
      'ring-agent legId=call.1 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* dialed number=+8613900000042',
      'create-leg legId=call.2 trunkId=trunk-1 number=13900000042 callerId=07550000001',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.far() })).toEqual(['dial-leg legId=call.2 seconds=60']);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 2)).toEqual([
      '* alerting',
      'play channelId=call.1 playbackId=call.p3 what=ringing',
    ]);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 4)).toEqual([
      '* connected seconds=7',
      'stop-playing playbackId=call.p3',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.1+call.2',
    ]);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 1)).toEqual([]);
    expect(s.gone(s.far(), 60)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.1 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 0,
      ringSeconds: 5,
      talkSeconds: 61,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', today: { day: 20254, answered: 0, placed: 1 } });
  });

  test("[A2.2] is recorded on the agent's leg before it is dialled", () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] });
    s.place();
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual(['arm-recorder legId=call.1']);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* dialed number=+8613900000042',
      'create-leg legId=call.2 trunkId=trunk-1 number=13900000042 callerId=07550000001',
    ]);
  });

  test('[A2.2] lets the agent hear what the network says, in place of our ringing tone', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
    expect(s.tell({ type: 'leg-early-media', legId: s.far() }, 2)).toEqual([
      '* early-media',
      'stop-playing playbackId=call.p3',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.1+call.2',
    ]);
    expect(s.tell({ type: 'leg-early-media', legId: s.far() }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 4)).toEqual(['* connected seconds=9']);
    expect(s.call()).toMatchObject({ phase: 'talking' });
  });

  test('[A2.2] that nobody answers ends after a minute', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 2);
    expect(s.tell(s.due('ring'), 57)).toEqual([]);
    expect(s.tell(s.due('ring'), 1)).toEqual([
      '* ended outcome=no-answer side=system cause=19',
      'hang-up legId=call.1 cause=19',
      'hang-up legId=call.2 cause=19',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'no-answer',
      hangupSide: 'system',
      cause: 19,
      waitSeconds: 0,
      ringSeconds: 58,
      talkSeconds: 0,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'ready', wrapUpEndsAt: null });
  });

  test('[R1] that is declined ends as that', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 2);
    expect(s.gone(s.far(), 3, { cause: 21, sipCode: 603 })).toEqual([
      '* ended outcome=refused side=other cause=21',
      'hang-up legId=call.1 cause=21',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'refused',
      hangupSide: 'other',
      cause: 21,
      waitSeconds: 0,
      ringSeconds: 3,
      talkSeconds: 0,
      holdSeconds: 0,
    });
  });

  test('[R1] of whose refusal the network gives the reason ends as that', () => {
    const s = new TestCallControl().dialing();
    expect(s.gone(s.far(), 3, { cause: 19, sipCode: 480, reason: 19 })).toEqual([
      '* ended outcome=no-answer side=other cause=19',
      'hang-up legId=call.1 cause=19',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'no-answer',
      hangupSide: 'other',
      cause: 19,
      waitSeconds: 0,
      ringSeconds: 3,
      talkSeconds: 0,
      holdSeconds: 0,
    });
  });

  test('[R1] that times out without ever ringing is a fault of the line', () => {
    const s = new TestCallControl().dialing();
    expect(s.gone(s.far(), 32, { cause: 18, sipCode: 408 })).toEqual([
      '* ended outcome=network side=system cause=18',
      'hang-up legId=call.1 cause=18',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'network', hangupSide: 'system', talkSeconds: 0 });
  });

  test('[R1] that times out after the network spoke was not answered', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-early-media', legId: s.far() });
    expect(s.gone(s.far(), 32, { cause: 18, sipCode: 408 })).toEqual([
      '* ended outcome=no-answer side=other cause=18',
      'hang-up legId=call.1 cause=18',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'no-answer', hangupSide: 'other', talkSeconds: 0 });
  });

  test('[R1] that is answered without any sound is a fault of the line and never a conversation', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 2);
    expect(s.tell({ type: 'leg-answered-without-audio', legId: s.far() }, 1)).toEqual([
      '* answered-without-audio',
      '* ended outcome=network side=system cause=88',
      'hang-up legId=call.2 cause=88',
      'hang-up legId=call.1 cause=88',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'network',
      hangupSide: 'system',
      cause: 88,
      waitSeconds: 0,
      ringSeconds: 1,
      talkSeconds: 0,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'ready' });
  });

  test('[R1] that the agent cancels was cancelled', () => {
    const s = new TestCallControl().dialing();
    expect(s.tell({ type: 'hang-up', agentId: id(0), callId: 'call' }, 3)).toEqual([
      '* ended outcome=cancelled side=agent cause=16',
      'hang-up legId=call.1 cause=16',
      'hang-up legId=call.2 cause=16',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'cancelled',
      hangupSide: 'agent',
      cause: 16,
      waitSeconds: 0,
      ringSeconds: 3,
      talkSeconds: 0,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'ready', wrapUpEndsAt: null });
  });

  test("[R1] whose agent's phone hangs up before the answer was cancelled", () => {
    const s = new TestCallControl().dialing();
    expect(s.gone(s.near(), 3)).toEqual([
      '* ended outcome=cancelled side=agent cause=16',
      'hang-up legId=call.2 cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'cancelled', hangupSide: 'agent', talkSeconds: 0 });
  });

  test('[A2.2] whose own phone does not answer fails', () => {
    const s = new TestCallControl();
    s.place();
    expect(s.tell(s.due('ring'), 14)).toEqual([]);
    expect(s.tell(s.due('ring'), 1)).toEqual([
      '* ended outcome=failed side=agent cause=19',
      'hang-up legId=call.1 cause=19',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'failed',
      hangupSide: 'agent',
      cause: 19,
      waitSeconds: 0,
      ringSeconds: 0,
      talkSeconds: 0,
      holdSeconds: 0,
    });
  });

  test('[A2.2] whose own phone refuses fails', () => {
    const s = new TestCallControl();
    s.place();
    expect(s.gone(s.near(), 1, { cause: 20, sipCode: 480 })).toEqual(['* ended outcome=failed side=agent cause=20']);
    expect(s.record()).toMatchObject({ outcome: 'failed', hangupSide: 'agent', talkSeconds: 0 });
  });

  test("[A2.10] goes on while the agent's phone is lost, and the customer hears music when it answers", () => {
    const s = new TestCallControl().dialing();
    expect(s.tell({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1)).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.1 cause=16',
    ]);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 1)).toEqual(['* alerting']);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 1)).toEqual([
      '* connected seconds=3',
      'start-music channelId=call.2',
    ]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 1)).toEqual([
      'ring-agent legId=call.3 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* agent-back agentId=agent-0 seconds=4',
      'stop-music channelId=call.2',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.3+call.2',
    ]);
    expect(s.call()).toMatchObject({ phase: 'talking' });
  });

  test('[A2.10] whose agent does not come back ends', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1);
    expect(s.tell(s.due('grace'), 30)).toEqual([
      '* ended outcome=cancelled side=agent cause=16',
      'hang-up legId=call.2 cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'cancelled', hangupSide: 'agent', talkSeconds: 0 });
  });

  test('[A2.10] whose agent opens another page before it is dialled is cancelled', () => {
    const s = new TestCallControl();
    s.place();
    expect(s.tell({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1)).toEqual([
      '* ended outcome=cancelled side=agent cause=16',
      'hang-up legId=call.1 cause=16',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'cancelled', hangupSide: 'agent', talkSeconds: 0 });
  });

  test('[A2.10] whose agent signs out in mid-call ends', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-answered', legId: s.far() }, 4);
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 9)).toEqual([
      '* ended outcome=connected side=agent cause=16',
      'hang-up legId=call.1 cause=16',
      'hang-up legId=call.2 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent', talkSeconds: 9 });
  });

  test('[A2.2] is not placed twice, nor by somebody unknown', () => {
    const s = new TestCallControl();
    s.place();
    expect(s.place()).toEqual([]);
    expect(s.place(1)).toEqual([]);
    expect(
      s.tell({
        type: 'place',
        callId: 'other',
        agentId: id(0),
        target: { kind: 'extension', extension: '401' },
        customerId: null,
        customerName: null,
      }),
    ).toEqual([]);
    expect(
      s.tell({
        type: 'place',
        callId: 'other',
        agentId: 'nobody',
        target: { kind: 'extension', extension: '401' },
        customerId: null,
        customerName: null,
      }),
    ).toEqual([]);
  });

  test('[A2.8] ends the after-call work of the call before', () => {
    const s = new TestCallControl().talking();
    s.gone('caller', 9);
    s.tell({
      type: 'place',
      callId: 'next',
      agentId: id(0),
      target: { kind: 'extension', extension: '401' },
      customerId: null,
      customerName: null,
    });
    expect(s.agent(0)).toMatchObject({ state: 'dialing', wrapUpEndsAt: null, callId: 'next' });
  });
});
