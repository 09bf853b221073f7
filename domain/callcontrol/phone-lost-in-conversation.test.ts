import { describe, expect, test } from 'vitest';
import { id, TestCallControl } from './test-callcontrol.ts';

describe("an agent's phone that is lost in a conversation", () => {
  test('[A2.10] gives the customer music after a second, and the agent is back by the same leg', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'phone-lost', agentId: id(0) }, 10)).toEqual([]);
    expect(s.tell(s.due('music'), 1)).toEqual([
      '* agent-lost agentId=agent-0',
      'leave bridgeId=call.b1 channelId=caller',
      'leave bridgeId=call.b1 channelId=call.3',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 3)).toEqual([
      '* agent-back agentId=agent-0 seconds=3',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.3',
    ]);
    expect(s.call()).toMatchObject({ phase: 'talking' });
  });

  test('[A2.10] that is back within the second costs nothing', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'phone-lost', agentId: id(0) }, 10)).toEqual([]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 0.5)).toEqual([
      '* agent-back agentId=agent-0 seconds=1',
    ]);
    expect(s.tell(s.due('music'), 1)).toEqual([]);
    expect(s.call()).toMatchObject({ phase: 'talking' });
  });

  test('[A2.10] with its leg rings again when it is back', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'phone-lost', agentId: id(0) }, 10);
    expect(s.gone(s.near(), 1, { cause: 44 })).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.3 cause=16',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 4)).toEqual([
      'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* agent-back agentId=agent-0 seconds=5',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.4',
    ]);
    expect(s.call()).toMatchObject({ phase: 'talking', agentId: '00000000-0000-7000-8000-000000000000' });
    expect(s.agent(0)).toMatchObject({ state: 'talking' });
  });

  test('[A2.10] for want of sound counts as lost though it is registered', () => {
    const s = new TestCallControl().talking();
    expect(s.gone(s.near(), 20, { cause: 44 })).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.3 cause=16',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect(s.call()).toMatchObject({ phase: 'talking', agentId: '00000000-0000-7000-8000-000000000000' });
    expect(s.owner().state).toBe('lost');
  });

  test('[A2.10] because the page was opened anew rings there again', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 10)).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.3 cause=16',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 2)).toEqual([
      'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.owner()).toMatchObject({ state: 'lost' });
  });

  test('[A2.10] while the call is held leaves it held', () => {
    const s = new TestCallControl().talking();
    s.tell({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    expect(s.tell({ type: 'phone-issued', agentId: id(0), sessionId: 'new' }, 1)).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.3 cause=16',
    ]);
    expect(s.tell({ type: 'phone-registered', agentId: id(0) }, 2)).toEqual([
      'ring-agent legId=call.4 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual(['* agent-back agentId=agent-0 seconds=3']);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' }, 4)).toEqual([
      '* resumed agentId=agent-0 seconds=8',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.4',
    ]);
    expect(s.record()).toMatchObject({ holdSeconds: 8 });
  });

  test('[A2.10] for good gives the customer back to the queue, first in line and to the next agent', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'phone-lost', agentId: id(0) }, 10);
    s.apply(s.due('music'), 1);
    expect(s.tell(s.due('grace'), 29)).toEqual([]);
    expect(s.tell(s.due('grace'), 1)).toEqual([
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
    ]);
    expect(s.call()).toMatchObject({ phase: 'queued', agentId: null });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', callId: null });
  });

  test("[A2.10] for good, the customer having left, ends as the customer's end", () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'phone-lost', agentId: id(0) }, 10);
    s.apply(s.due('music'), 1);
    expect(s.gone('caller', 2)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'hang-up legId=call.3 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'other', talkSeconds: 13 });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', callId: null });
  });

  test('[A2.10] and given up by signing out gives the customer back to the queue', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 10)).toEqual([
      '* queue-entered queueId=queue-1 position=1',
      '* agent-offered agentId=agent-1 extension=401',
      'hang-up legId=call.3 cause=16',
      'ring-agent legId=call.4 agentId=agent-1 callerNumber=+8613900000042 callerName= seconds=20 isAutomatic=false',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect(s.call()).toMatchObject({ phase: 'queued', agentId: null, queueId: 'queue-1' });
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', sessionId: null, callId: null });
  });

  test('[A2.10] that hangs up by hand ends the call', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'phone-lost', agentId: id(0) }, 10);
    s.gone(s.near(), 1, { cause: 44 });
    expect(s.tell({ type: 'hang-up', agentId: id(0), callId: 'call' }, 2)).toEqual([
      '* ended outcome=connected side=agent cause=16',
      'hang-up legId=caller cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.record()).toMatchObject({ outcome: 'connected', hangupSide: 'agent', talkSeconds: 13 });
  });
});
