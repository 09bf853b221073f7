/** Two parties in conversation: the record, hold, keys, silence, and the agent's phone lost and found. Each event with all that it leads to. */
import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from './test-callcontrol.ts';

describe('a conversation', () => {
  test('[R1] has its waiting, ringing and talking in the record, and the customer ended it', () => {
    const s = new TestCallControl().talking();
    expect(s.gone('caller', 60)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.3 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.gone('caller', 1)).toEqual([]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'other',
      cause: 16,
      waitSeconds: 5,
      ringSeconds: 4,
      talkSeconds: 60,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({
      state: 'wrap-up',
      callId: null,
      wrapUpEndsAt: s.now + 4000,
      since: s.now - 1000,
    });
  });

  test("[R1] that the agent ends is the agent's end", () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'hang-up', agentId: id(0), callId: 'call' }, 30)).toEqual([
      '* ended outcome=connected side=agent cause=16',
      'hang-up legId=caller cause=16',
      'hang-up legId=call.3 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'connected',
      hangupSide: 'agent',
      cause: 16,
      waitSeconds: 5,
      ringSeconds: 4,
      talkSeconds: 30,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', wrapUpEndsAt: s.now + 5000 });
  });

  test("[R1] whose agent's phone hangs up is the agent's end", () => {
    const s = new TestCallControl().talking();
    expect(s.gone(s.near(), 30)).toEqual([
      '* ended outcome=connected side=agent cause=16',
      'hang-up legId=caller cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent', talkSeconds: 30 });
  });

  test('[A2.8] leaves no after-call work where none is set up', () => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 0 }] }).talking();
    expect(s.gone('caller', 30)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.3 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'ready', wrapUpEndsAt: null });
  });

  test('[A2.8] after-call work ends by itself, and is longer or shorter as the agent wants', () => {
    const s = new TestCallControl({ agents: [{ wrapUpSeconds: 20 }] }).talking();
    s.gone('caller', 30);
    s.apply({ type: 'agent-deadline', agentId: id(0) }, 19);
    s.apply({ type: 'extend-wrap-up', agentId: id(0) });
    expect(s.tell({ type: 'agent-deadline', agentId: id(0) }, 1)).toEqual([]);
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', wrapUpEndsAt: s.now + 60000 });
  });

  test("[A2.6] is recorded on the agent's leg, which joins when its recorder runs", () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] }).queued();
    expect(s.tell({ type: 'leg-ready', legId: s.near(), isNew: true }, 3)).toEqual(['arm-recorder legId=call.3']);
    // Old news, as a sweep or a second telling brings them.
    expect(s.tell({ type: 'leg-ready', legId: s.near(), isNew: true })).toEqual([]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() })).toEqual([
      '* agent-answered agentId=agent-0 extension=400 seconds=3',
      'stop-music channelId=caller',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() })).toEqual([]);
    expect(s.call()).toMatchObject({ isRecorded: true, phase: 'talking' });
  });

  test('[R1] that the media server lost is closed as lost, and phones are away until they are back', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'media-server-restarted' }, 9)).toEqual([
      '* ended outcome=media-server-restarted side=system cause=27',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({
      outcome: 'media-server-restarted',
      hangupSide: 'system',
      cause: 27,
      waitSeconds: 5,
      ringSeconds: 4,
      talkSeconds: 9,
      holdSeconds: 0,
    });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', callId: null });
  });

  test('[R1] whose end a sweep found out says so', () => {
    const s = new TestCallControl().talking();
    expect(s.gone('caller', 9, { cause: 27, isReconciled: true })).toEqual([
      '* reconciled',
      '* ended outcome=connected side=other cause=27',
      'hang-up legId=call.3 cause=27',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'other', talkSeconds: 9, isReconciled: true });
  });

  test('[R1] that ended for want of sound blames nobody', () => {
    const s = new TestCallControl().talking();
    expect(s.gone('caller', 9, { cause: 44 })).toEqual([
      '* ended outcome=connected side=system cause=44',
      'hang-up legId=call.3 cause=44',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'system', talkSeconds: 9 });
  });

  test('[A2.1] of whose other party nothing is heard says so once, and again when it is heard', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'leg-heard', legId: 'caller' }, 1)).toEqual([]);
    expect(s.tell({ type: 'leg-silent', legId: 'caller' }, 10)).toEqual(['* nothing-heard']);
    expect(s.tell({ type: 'leg-silent', legId: 'caller' }, 10)).toEqual([]);
    expect(s.call().phase).toBe('talking');
    expect(s.remote().isSilent).toBe(true);
  });

  test('[A2.1] of whose other party something is heard again says that', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'leg-silent', legId: 'caller' });
    expect(s.tell({ type: 'leg-heard', legId: 'caller' }, 10)).toEqual(['* heard-again']);
    expect(s.remote().isSilent).toBe(false);
  });

  test('[A2.1] whose agent is not heard says so once, and again when they are heard; of the customer it says nothing', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'leg-silent', legId: s.near() }, 5)).toEqual(['* agent-unheard agentId=agent-0']);
    expect(s.tell({ type: 'leg-silent', legId: s.near() }, 5)).toEqual([]);
    expect(s.remote().isSilent).toBe(false);
    expect(s.tell({ type: 'leg-heard', legId: s.near() }, 5)).toEqual(['* agent-heard-again agentId=agent-0']);
  });

  test('[N1] takes no key of the customer for one of the menu', () => {
    const s = new TestCallControl().talking();
    expect(s.press('1')).toEqual([]);
    expect(s.tell(s.due('menu'), 100)).toEqual([]);
  });
});

describe('hold', () => {
  test('[A2.6] gives the customer music, and the agent takes the call back', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 10)).toEqual([
      '* held agentId=agent-0',
      'leave bridgeId=call.b1 channelId=caller',
      'leave bridgeId=call.b1 channelId=call.3',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 5)).toEqual([
      '* resumed agentId=agent-0 seconds=6',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.gone('caller', 10)).toEqual([
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
      talkSeconds: 21,
      holdSeconds: 6,
    });
  });

  test('[A2.6] counts until the end where the call ends on it', () => {
    const s = new TestCallControl().talking();
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    expect(s.gone('caller', 7)).toEqual([
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
      talkSeconds: 10,
      holdSeconds: 7,
    });
  });

  test('[A2.6] counts while it lasts, and times add up', () => {
    const s = new TestCallControl().talking();
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 4);
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 1);
    s.apply({ type: 'agent-deadline', agentId: id(1) }, 6);
    expect(s.record()).toMatchObject({
      outcome: 'in-progress',
      hangupSide: null,
      cause: null,
      waitSeconds: 5,
      ringSeconds: 4,
      talkSeconds: 11,
      holdSeconds: 10,
    });
    expect(s.call().segments.at(-1)).toMatchObject({
      kind: 'agent',
      agentId: id(0),
      holds: [
        { from: s.now - 11_000, to: s.now - 7000 },
        { from: s.now - 6000, to: null },
      ],
      endedAt: null,
    });
  });

  test('[A2.6] is not there while the call rings', () => {
    const s = new TestCallControl().queued();
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 1)).toEqual([]);
  });

  test('[A2.6] of a call is only for its agent', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'hold', agentId: id(1), callId: 'call' }, 1)).toEqual([]);
    expect(s.tell({ type: 'hold', agentId: id(0), callId: 'another' }, 1)).toEqual([]);
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' });
    expect(s.tell({ type: 'resume', agentId: id(1), callId: 'call' }, 1)).toEqual([]);
    expect(s.call()).toMatchObject({ phase: 'talking' });
  });
});

describe('keys', () => {
  test('[A2.4] of the agent go to the other party, and their number into the route', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'send-digits', agentId: id(0), callId: 'call', digits: '12#' }, 1)).toEqual([
      '* digits-sent count=3',
      'send-digits legId=caller digits=12#',
    ]);
  });

  test('[A2.4] of the agent go on while the call is held', () => {
    const s = new TestCallControl().talking();
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' });
    expect(s.tell({ type: 'send-digits', agentId: id(0), callId: 'call', digits: '1' }, 1)).toEqual([
      '* digits-sent count=1',
      'send-digits legId=caller digits=1',
    ]);
  });

  test('[A2.4] go nowhere while nobody is there', () => {
    const s = new TestCallControl().dialing();
    expect(s.tell({ type: 'send-digits', agentId: id(0), callId: 'call', digits: '1' }, 1)).toEqual([]);
    expect(s.tell({ type: 'send-digits', agentId: id(1), callId: 'call', digits: '1' }, 1)).toEqual([]);
  });
});
