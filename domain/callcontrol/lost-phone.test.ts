/** Phones that are lost, found, opened anew and left, at every stage of a call. Each event with all that it leads to. */
import { describe, expect, test } from 'vitest';
import { waitingIn } from '../queues/router.ts';
import { id, TestCallControl } from './test-callcontrol.ts';

const lost = { type: 'phone-lost', agentId: id(0) } as const;
const back = { type: 'phone-registered', agentId: id(0) } as const;
const anotherPage = { type: 'phone-issued', agentId: id(0), sessionId: 'new' } as const;

/** Two colleagues in conversation; the first called. */
const colleagues = (): TestCallControl => {
  const s = new TestCallControl();
  s.place(0, '401');
  s.apply({ type: 'leg-ready', legId: s.near() }, 1);
  s.apply({ type: 'leg-ready', legId: s.far() }, 4);
  return s;
};

const atDesk = (sessionId: string) =>
  ({ type: 'phone-issued', agentId: id(0), sessionId, hasDeskPhone: true }) as const;

describe('[A2.9] a desk phone', () => {
  const talkingAtDesk = (): TestCallControl => {
    const s = new TestCallControl();
    s.apply(atDesk('first'));
    s.apply(back);
    return s.talking();
  };

  test('stays in its call and registered, whichever page works with it', () => {
    const s = talkingAtDesk();
    expect(s.tell(atDesk('second'), 5)).toEqual([]);
    expect(s.state.agents.get(id(0))).toMatchObject({ sessionId: 'second', isRegistered: true, hasDeskPhone: true });
    expect(s.call().phase).toBe('talking');
  });

  test('gives its call to the page that takes the phone over, and the other way round', () => {
    const s = talkingAtDesk();
    s.apply(anotherPage, 5);
    expect(s.state.agents.get(id(0))).toMatchObject({ isRegistered: false, hasDeskPhone: false });
    expect(s.tell(back, 1).filter((one) => one.startsWith('ring-agent'))).toHaveLength(1);
    const t = new TestCallControl().talking();
    t.apply(atDesk('desk'), 5);
    expect(t.tell(back, 1).filter((one) => one.startsWith('ring-agent'))).toHaveLength(1);
  });

  test('is no phone of who has signed out, though it may be registered still', () => {
    const s = new TestCallControl();
    s.apply(atDesk('first'));
    s.apply(back);
    s.apply({ type: 'signed-out', agentId: id(0), sessionId: 'first' });
    expect(s.state.agents.get(id(0))).toMatchObject({ state: 'offline', isRegistered: false, hasDeskPhone: false });
  });
});

describe('[A2.10] a phone that is lost and back', () => {
  test('before the call is dialled costs nothing, neither then nor later', () => {
    const s = new TestCallControl();
    s.place();
    s.apply(lost, 1);
    expect(s.tell(back, 0.5)).toEqual([]);
    expect(s.deadlines()).toEqual({ ring: 13.5 });
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-answered', legId: s.far() }, 5);
    expect([s.tell(s.due('music'), 60), s.tell(s.due('grace'))]).toEqual([[], []]);
    expect(s.call().phase).toBe('talking');
  });

  test('before the call is dialled, and does not come back, lets the call fail when its time is over', () => {
    const s = new TestCallControl();
    s.place();
    s.apply(lost, 1);
    expect(s.tell(s.due('music'), 1)).toEqual([]);
    expect(s.tell(s.due('ring'), 13)).toEqual([
      '* ended outcome=failed side=agent cause=19',
      'hang-up legId=call.1 cause=19',
    ]);
  });

  test('that registers again in mid-call, as phones do, changes nothing', () => {
    const s = new TestCallControl().talking();
    expect(s.tell(back, 10)).toEqual([]);
  });

  test('that is lost twice has one time of grace', () => {
    const s = new TestCallControl().talking();
    s.apply(lost, 10);
    s.apply(s.due('music'), 1);
    const { grace } = s.deadlines();
    expect(s.tell(lost, 5)).toEqual([]);
    expect(s.deadlines()).toEqual({ grace: grace! - 5 });
  });

  test('rings once, though it registers twice, and its page opened anew in between rings once more', () => {
    const s = new TestCallControl().talking();
    s.apply(anotherPage, 10);
    s.apply(back, 1);
    expect(s.tell(back, 1)).toEqual([]);
    expect(s.tell({ ...anotherPage, sessionId: 'newer' }, 1)).toEqual(['hang-up legId=call.4 cause=16']);
    expect(s.tell(back, 1)).toEqual([
      'ring-agent legId=call.5 agentId=agent-0 callerNumber=+8613900000042 callerName= seconds=15 isAutomatic=true',
    ]);
    expect(s.call().legs.at(-1)).toMatchObject({ id: 'call.5', role: 'agent', state: 'starting' });
  });

  test('whose leg ends a moment later is lost and no end of the call', () => {
    const s = new TestCallControl().talking();
    s.apply(lost, 10);
    expect(s.gone(s.near(), 0.5)).toEqual([
      '* agent-lost agentId=agent-0',
      'hang-up legId=call.3 cause=16',
      'leave bridgeId=call.b1 channelId=caller',
      'start-music channelId=caller',
    ]);
    expect(s.owner().state).toBe('lost');
  });

  test('joins when its recorder runs, and is back once', () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] }).queued();
    s.apply({ type: 'leg-ready', legId: s.near() }, 3);
    s.apply({ type: 'leg-ready', legId: s.near() });
    s.apply(anotherPage, 10);
    s.apply(back, 1);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual(['arm-recorder legId=call.4']);
    expect(s.tell(back)).toEqual([]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* agent-back agentId=agent-0 seconds=3',
      'stop-music channelId=caller',
      'join bridgeId=call.b1 channelIds=caller+call.4',
    ]);
  });

  test('whose number answers while it rings again joins when it is there, with music until then', () => {
    const s = new TestCallControl().dialing();
    s.apply({ type: 'leg-ringing', legId: s.far() }, 1);
    s.apply(anotherPage, 1);
    s.apply(back, 1);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 1)).toEqual([
      '* connected seconds=4',
      'start-music channelId=call.2',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* agent-back agentId=agent-0 seconds=3',
      'stop-music channelId=call.2',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.4+call.2',
    ]);
  });

  test('hears no ringing tone before it is there again', () => {
    const s = new TestCallControl().dialing();
    s.apply(anotherPage, 1);
    s.apply(back, 1);
    expect(s.tell({ type: 'leg-ringing', legId: s.far() }, 1)).toEqual(['* alerting']);
  });

  test('whose recorder starts while the number answers joins with it', () => {
    const s = new TestCallControl({ agents: [{ isRecorded: true }] });
    s.place();
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    s.apply({ type: 'leg-ready', legId: s.near() });
    s.apply(anotherPage, 1);
    s.apply(back, 1);
    s.apply({ type: 'leg-ready', legId: s.near() }, 1);
    expect(s.tell({ type: 'leg-answered', legId: s.far() }, 1)).toEqual([
      '* connected seconds=4',
      'start-music channelId=call.2',
    ]);
    expect(s.tell({ type: 'leg-ready', legId: s.near() }, 1)).toEqual([
      '* agent-back agentId=agent-0 seconds=4',
      'stop-music channelId=call.2',
      'create-bridge bridgeId=call.b1',
      'join bridgeId=call.b1 channelIds=call.3+call.2',
    ]);
  });

  test("of a colleague who was called has its own time, and changes nothing of the other's", () => {
    const s = colleagues();
    expect(s.tell({ type: 'phone-lost', agentId: id(1) }, 5)).toEqual([]);
    expect(s.deadlines()).toEqual({ music: 1, grace: 30 });
    s.apply(lost, 0.5);
    s.apply({ type: 'phone-registered', agentId: id(1) });
    expect(s.call().deadlines).toEqual({ 'music/call.1': s.now + 1000, 'grace/call.1': s.now + 30_000 });
  });
});

describe('[A2.10] an agent who does not come back', () => {
  test('is in after-call work whether the leg was there to the end or not, and the customer waits first in line', () => {
    for (const loss of [lost, anotherPage]) {
      const s = new TestCallControl({ agents: [{ wrapUpSeconds: 20 }] }).talking();
      s.apply(loss, 10);
      s.apply(s.due('music'), 1);
      s.apply(s.due('grace'), 30);
      expect(s.agent(0)).toMatchObject({
        callId: null,
        legId: null,
        onCall: null,
        state: 'wrap-up',
        wrapUpEndsAt: s.now + 20_000,
      });
      expect(s.call()).toMatchObject({ phase: 'queued', agentId: null, offers: [] });
    }
  });

  test('gives the customer back to a full queue, before those who wait there', () => {
    const s = new TestCallControl({ agents: [{}], queue: { maxWaiting: 1 } }).talking();
    s.queued('second', 'second-caller');
    s.apply(anotherPage, 10);
    expect(s.tell(s.due('grace'), 30)).toEqual(['* queue-entered queueId=queue-1 position=1']);
    expect(waitingIn(s.state.router, 'queue-1')).toEqual(['call', 'second']);
  });

  test('keeps the seconds of a hold in the record', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    s.apply(anotherPage, 5);
    s.apply(s.due('grace'), 30);
    expect(s.call().phase).toBe('queued');
    expect(s.remote()).toMatchObject({ heldBy: null, heldSince: null });
    expect(s.record()).toMatchObject({ talkSeconds: 10, holdSeconds: 35, waitSeconds: 5 });
  });

  test('was in a conversation, also when the customer hangs up first', () => {
    const s = new TestCallControl().talking();
    s.apply(anotherPage, 10);
    expect(s.gone('caller', 3)).toEqual([
      '* ended outcome=connected side=other cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
    expect(s.agent(0)).toMatchObject({ state: 'wrap-up', callId: null });
  });

  test('was in none when the number had not answered', () => {
    const s = new TestCallControl().dialing();
    s.apply(anotherPage, 1);
    s.apply(s.due('grace'), 30);
    expect(s.agent(0)).toMatchObject({ state: 'offline', wrapUpEndsAt: null, callId: null });
  });

  test('cannot take back a held call before the phone is there', () => {
    const s = new TestCallControl().talking();
    s.apply({ type: 'hold', agentId: id(0), callId: 'call' }, 10);
    s.apply(anotherPage, 1);
    s.apply(back, 1);
    expect(s.tell({ type: 'resume', agentId: id(0), callId: 'call' })).toEqual([]);
  });
});

describe('[A1.2] signing out', () => {
  test('without a call takes the phone away and nothing else', () => {
    const s = new TestCallControl();
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' })).toEqual([]);
    expect(s.agent(0)).toMatchObject({ state: 'offline', sessionId: null, isRegistered: false });
  });

  test('before the call is dialled cancels it', () => {
    const s = new TestCallControl();
    s.place();
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 1)).toEqual([
      '* ended outcome=cancelled side=agent cause=16',
      'hang-up legId=call.1 cause=16',
    ]);
  });

  test.each([
    [0, 'agent'],
    [1, 'other'],
  ])('of colleague %i in a conversation of two is the end by the side "%s"', (who, side) => {
    expect(colleagues().tell({ type: 'signed-out', agentId: id(who), sessionId: `session-${who}` }, 9)).toEqual([
      `* ended outcome=connected side=${side} cause=16`,
      'hang-up legId=call.1 cause=16',
      'hang-up legId=call.2 cause=16',
      'destroy-bridge bridgeId=call.b1',
    ]);
  });

  test('gives a waiting customer to the next agent', () => {
    const s = new TestCallControl().talking();
    expect(s.tell({ type: 'signed-out', agentId: id(0), sessionId: 'session-0' }, 5)).toContain(
      '* queue-entered queueId=queue-1 position=1',
    );
    expect(s.call()).toMatchObject({ phase: 'queued', deadlines: { queue: s.now + 120_000 } });
  });
});
