import { describe, expect, test } from 'vitest';
import type { DeskState, Presence, PresentAgent } from '@bahu/contract/realtime.ts';
import { newId } from '../kernel/ids.ts';
import { openRealtime, type Frame } from './test-reader.ts';

const { server, connect } = await openRealtime();

const presence = (
  agentId: string,
  state: 'ready' | 'busy' | 'talking' = 'ready',
  since = '2026-11-22T08:00:00.000Z',
): Presence => ({
  agents: [{ agentId, extension: '802', name: '林', state, pause: null, since, callId: null }],
});
const desk = (agentId: string, number: string): DeskState => ({
  agentId,
  state: 'ringing',
  pause: null,
  nextPause: null,
  setFor: null,
  chosen: 'ready',
  since: '2026-11-22T08:00:00.000Z',
  wrapUpEndsAt: null,
  wrapUpCallId: null,
  isPhoneRegistered: true,
  queueIds: [],
  signedOutQueueIds: [],
  softphoneSessionId: null,
  hasDeskPhone: false,
  mayPop: true,
  second: null,
  today: { answered: 0, placed: 0 },
  call: {
    callId: agentId,
    legId: 'l',
    direction: 'inbound',
    phase: 'ringing',
    number,
    numberShown: null,
    customerId: null,
    customerName: null,
    queueName: null,
    menuKeys: '',
    startedAt: '2026-11-22T08:00:00.000Z',
    answeredAt: null,
    waitedSeconds: 0,
    isRecorded: false,
    isFarSilent: false,
    isOverPermanent: false,
    isOwnSilent: false,
    outcome: null,
    parties: [],
    supervisedBy: [],
    supervising: null,
    isOwner: true,
    offeredBy: null,
  },
});

describe('a topic', () => {
  test('starts with the whole value and rises by one with each change', async () => {
    const { tenant, hub } = server;
    hub.publish(tenant.id, 'presence', presence(tenant.agent.userId));
    const reader = await connect(tenant.agent);
    reader.send({ subscribe: ['presence'] });
    const [first] = await reader.settled();
    expect(first).toMatchObject({ topic: 'presence', value: { agents: [{ state: 'ready' }] } });
    hub.publish(tenant.id, 'presence', presence(tenant.agent.userId, 'busy'));
    const frames = await reader.received(3);
    expect(frames.at(-1)).toMatchObject({
      topic: 'presence',
      seq: first!.seq + 1,
      value: { agents: [{ state: 'busy' }] },
    });
  });

  test('[A2.2] tells of presence only who has changed, and a new reader everybody', async () => {
    const { tenant, hub } = server;
    const since = '2026-11-22T08:00:00.000Z';
    const shown = (n: number, state: 'ready' | 'talking'): PresentAgent => ({
      agentId: newId(),
      extension: String(n),
      name: `坐席${n}`,
      state,
      pause: null,
      since,
      callId: null,
    });
    const [first, second, third] = [shown(801, 'ready'), shown(802, 'ready'), shown(803, 'ready')];
    hub.publish(tenant.id, 'presence', { agents: [first, second] });
    const reader = await connect(tenant.agent);
    reader.send({ subscribe: ['presence'] });
    // What was published may still be waiting for its beat.
    const isWhole = ({ value }: Frame): boolean => 'agents' in value && value.agents.length === 2;
    while (!isWhole((await reader.settled()).at(-1)!)) await reader.received(reader.frames.length + 1);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const before = (await reader.settled()).at(-1)!;
    const talking = { ...second, state: 'talking' as const };
    expect([
      hub.publishEntries(tenant.id, 'presence', [first, talking]),
      hub.publishEntries(tenant.id, 'presence', [talking]),
    ]).toEqual([true, true]);
    expect((await reader.settled()).at(-1)).toEqual({
      topic: 'presence',
      seq: before.seq + 1,
      value: { changed: [talking] },
    });
    // Who is new, or stands elsewhere in the order, cannot be told alone.
    expect([
      hub.publishEntries(tenant.id, 'presence', [third]),
      hub.publishEntries(tenant.id, 'presence', [{ ...first, extension: '809' }]),
    ]).toEqual([false, false]);
    const other = await connect(tenant.leader);
    other.send({ subscribe: ['presence'] });
    expect(await other.settled()).toEqual([
      { topic: 'presence', seq: before.seq + 1, value: { agents: [first, talking] } },
    ]);
    for (const { socket, closed } of [reader, other]) {
      socket.close();
      await closed;
    }
  });

  test('[A2.2] sends the whole presence when it was published between two changes that wait for their beat', async () => {
    const { otherTenant: tenant, hub } = server;
    const one = (state: 'ready' | 'busy' | 'away'): PresentAgent => ({
      agentId: tenant.agent.userId,
      extension: '802',
      name: '林',
      state,
      pause: null,
      since: '2026-11-22T08:00:00.000Z',
      callId: null,
    });
    hub.provide('presence', () => ({ agents: [one('ready')] }));
    const reader = await connect(tenant.agent);
    reader.send({ subscribe: ['presence'] });
    await reader.settled();
    hub.publishEntries(tenant.id, 'presence', [one('busy')]);
    hub.publishEntries(tenant.id, 'presence', [one('away')]);
    hub.publish(tenant.id, 'presence', { agents: [] });
    const frames = (await reader.received(reader.frames.length + 2)).filter(
      (frame): frame is Frame => 'topic' in frame,
    );
    expect(frames.slice(-2).map(({ value }) => value)).toEqual([{ changed: [one('busy')] }, { agents: [] }]);
    hub.provide('presence', () => undefined);
    reader.socket.close();
    await reader.closed;
  });

  test('sends a burst as its first and its last value, without a gap, and an equal value not at all', async () => {
    const { tenant, hub } = server;
    const reader = await connect(tenant.agent);
    reader.send({ subscribe: ['queues'] });
    await reader.settled();
    const before = reader.frames.length;
    const queues = (waiting: number) => ({
      queues: [
        { queueId: tenant.id, name: 'q', waiting, callbacks: 0, longestSince: null, ready: 0, signedOutIds: [] },
      ],
    });
    for (let i = 1; i <= 500; i++) hub.publish(tenant.id, 'queues', queues(i));
    for (let i = 0; i < 5; i++) hub.publish(tenant.id, 'queues', queues(500));
    const frames = (await reader.received(before + 2)).slice(before) as Frame[];
    expect(frames.map((frame) => (frame.value as { queues: { waiting: number }[] }).queues[0]!.waiting)).toEqual([
      1, 500,
    ]);
    expect(frames[1]!.seq).toBe(frames[0]!.seq + 1);
    expect((await reader.settled()).length).toBe(2);
  });

  test('asks its provider for the value of a first reader', async () => {
    const { otherTenant, hub } = server;
    hub.provide('presence', (tenantId) =>
      tenantId === otherTenant.id ? presence(otherTenant.agent.userId, 'talking') : undefined,
    );
    const reader = await connect(otherTenant.agent);
    reader.send({ subscribe: ['presence'] });
    expect(await reader.settled()).toMatchObject([{ value: { agents: [{ state: 'talking' }] } }]);
  });

  test('begins with what holds now when nobody watched before, and goes on without a gap', async () => {
    const { otherTenant, hub } = server;
    const { id, agent } = otherTenant;
    const queues = (waiting: number) => ({
      queues: [{ queueId: id, name: 'q', waiting, callbacks: 0, longestSince: null, ready: 0, signedOutIds: [] }],
    });
    const waitingOf = (frames: readonly Frame[]) =>
      frames.map((frame) => (frame.value as { queues: { waiting: number }[] }).queues[0]!.waiting);
    hub.publish(id, 'queues', queues(1));
    hub.provide('queues', (tenantId) => (tenantId === id ? queues(2) : undefined));
    expect([hub.isWatched(id, 'queues'), hub.isWatched(id, 'desk', agent.userId)]).toEqual([false, false]);
    const reader = await connect(agent);
    reader.send({ subscribe: ['queues', 'desk'] });
    expect(waitingOf((await reader.settled()).filter(({ topic }) => topic === 'queues'))).toEqual([2]);
    expect([
      hub.isWatched(id, 'queues'),
      hub.isWatched(server.tenant.id, 'queues'),
      hub.isWatched(id, 'desk', agent.userId),
      hub.isWatched(id, 'desk', otherTenant.leader.userId),
    ]).toEqual([true, false, true, false]);
    // The same again is no news; a second reader is shown what the first one sees.
    hub.publish(id, 'queues', queues(2));
    const second = await connect(otherTenant.leader);
    hub.publish(id, 'queues', queues(3));
    second.send({ subscribe: ['queues'] });
    while (waitingOf((await reader.settled()).filter(({ topic }) => topic === 'queues')).at(-1) !== 3)
      await reader.received(reader.frames.length + 1);
    const [frames, others] = [
      (await reader.settled()).filter(({ topic }) => topic === 'queues'),
      await second.settled(),
    ];
    expect([
      waitingOf(frames),
      new Set(waitingOf(others)),
      frames[1]!.seq - frames[0]!.seq,
      others.at(-1)!.seq,
    ]).toEqual([[2, 3], new Set([3]), 1, frames[1]!.seq]);
    for (const { socket, closed } of [reader, second]) {
      socket.close();
      await closed;
    }
    await expect.poll(() => hub.isWatched(id, 'queues')).toBe(false);
  });

  test('is silent after it was left', async () => {
    const { tenant, hub } = server;
    const reader = await connect(tenant.agent);
    reader.send({ subscribe: ['desk'] });
    reader.send({ unsubscribe: ['desk'] });
    const before = (await reader.settled()).length;
    hub.publishDesk(tenant.agent.userId, tenant.agent.userId, desk(tenant.agent.userId, '+8615400000001'));
    hub.publishDesk(tenant.id, tenant.agent.userId, desk(tenant.agent.userId, '+8615400000002'));
    expect((await reader.settled()).length).toBe(before);
  });

  test('[P2] is of one tenant, and the desk of one agent', async () => {
    const { tenant, otherTenant, hub } = server;
    const readers = await Promise.all([connect(tenant.agent), connect(tenant.stranger), connect(otherTenant.agent)]);
    for (const reader of readers) reader.send({ subscribe: ['desk', 'presence', 'records', 'queues'] });
    const before = await Promise.all(readers.map(async (reader) => (await reader.settled()).length));
    hub.publishDesk(tenant.id, tenant.agent.userId, desk(tenant.agent.userId, '+8615400000003'));
    hub.recordChanged(
      otherTenant.id,
      { type: 'customer', id: otherTenant.id, version: 1 },
      { ownerIds: [otherTenant.agent.userId] },
    );
    const after = await Promise.all(readers.map(async (reader, i) => (await reader.settled()).slice(before[i])));
    expect(after.map((frames) => frames.map((frame) => frame.topic))).toEqual([['desk'], [], ['records']]);
  });

  test('[U1] tells of a record those only whose scope holds it, and of a job its owner, without a gap for anybody', async () => {
    const { tenant, hub } = server;
    const names = ['administrator', 'inspector', 'supervisor', 'leader', 'agent', 'stranger'] as const;
    const readers = await Promise.all(names.map((name) => connect(tenant[name])));
    for (const reader of readers) reader.send({ subscribe: ['records'] });
    await Promise.all(readers.map((reader) => reader.settled()));
    const change = (type: 'customer' | 'call' | 'job' | 'role', audience?: object): string => {
      const id = newId();
      hub.recordChanged(tenant.id, { type, id, version: 1 }, audience);
      return id;
    };
    const ids = {
      ofAgent: change('customer', { ownerIds: [tenant.agent.userId], departmentIds: [tenant.departmentId] }),
      ofStranger: change('call', { ownerIds: [tenant.stranger.userId], departmentIds: [null] }),
      ofNobody: change('customer'),
      job: change('job', { ownerIds: [tenant.leader.userId] }),
      lostJob: change('job'),
      role: change('role'),
    };
    // Twice within a beat: whoever was to hear of the first hears of both.
    hub.recordChanged(
      tenant.id,
      { type: 'customer', id: ids.ofAgent, version: 2 },
      { ownerIds: [tenant.stranger.userId] },
    );
    const { ofAgent, ofStranger, ofNobody, job, role } = ids;
    const expected = {
      administrator: [ofAgent, ofStranger, ofNobody, role],
      inspector: [ofAgent, ofStranger, ofNobody],
      supervisor: [ofAgent, role],
      leader: [ofAgent, job],
      agent: [ofAgent],
      stranger: [ofAgent, ofStranger],
    };
    for (const [i, name] of names.entries()) {
      const seen = async () =>
        new Set((await readers[i]!.settled()).map((frame) => (frame.value as { id: string }).id));
      while ((await seen()).size < expected[name].length) await readers[i]!.received(readers[i]!.frames.length + 1);
      expect(await seen(), name).toEqual(new Set(expected[name]));
      (await readers[i]!.settled()).forEach((frame, at) => expect(frame.seq, name).toBe(at + 1));
    }
  });

  test('tells of every record that changed, once each', async () => {
    const { tenant, hub } = server;
    const reader = await connect(tenant.administrator);
    reader.send({ subscribe: ['records'] });
    await reader.settled();
    const before = reader.frames.length;
    const ids = Array.from({ length: 30 }, (_, i) => `00000000-0000-7000-8000-0000000000${String(i).padStart(2, '0')}`);
    for (const version of [1, 2]) for (const id of ids) hub.recordChanged(tenant.id, { type: 'customer', id, version });
    const frames = () => reader.frames.slice(before) as Frame[];
    const latest = () =>
      new Set(
        frames()
          .map((frame) => frame.value as { id: string; version: number })
          .filter((change) => change.version === 2)
          .map((change) => change.id),
      );
    while (latest().size < 30) await reader.received(reader.frames.length + 1);
    // The first is told at once unless something else was told just now, the rest with the next beat.
    expect(frames().length).toBeLessThanOrEqual(31);
    frames().forEach((frame, i) => expect(frame.seq).toBe(frames()[0]!.seq + i));
  });

  test('[U1] shows a number to each reader as their role may see it', async () => {
    const { tenant, hub } = server;
    for (const [user, number] of [
      [tenant.agent, '154****0004'],
      [tenant.administrator, '15400000004'],
    ] as const) {
      const reader = await connect(user);
      reader.send({ subscribe: ['desk'] });
      await reader.settled();
      hub.publishDesk(tenant.id, user.userId, desk(user.userId, '+8615400000004'));
      expect((await reader.settled()).at(-1)).toMatchObject({ value: { call: { number } } });
    }
  });
});
