/** The live board: whom it tells of, what it says of their calls, and from which time on something needs an eye. */
import { describe, expect, test } from 'vitest';
import type { BoardSetup, CallsOfDay } from '@bahu/contract/monitor.ts';
import type { Board, BoardAgent, BoardQueue, QueueBoard } from '@bahu/contract/realtime.ts';
import { standardLimits } from '@bahu/domain/monitor/limits.ts';
import { dayNumber, dayStart } from '@bahu/domain/time/day.ts';
import { newId } from '../../../kernel/ids.ts';
import { openRealtime, type Frame, type Reader } from '../../../realtime/test-reader.ts';
import type { TestUser } from '../../../test-server.ts';

const { server, connect } = await openRealtime();

const get = async (user: TestUser): Promise<BoardSetup> =>
  (await server.request(user, 'GET', '/api/monitor/board')).json();
const status = async (user: TestUser, method: 'GET' | 'PUT', path: string, body?: object): Promise<number> =>
  (await server.request(user, method, path, body)).statusCode;

describe('[U6] what is set up of the board', () => {
  test('[U6] [U1] names those whom the reader may watch, with what may be done with each', async () => {
    const { leader, agent, stranger, inspector, administrator } = server.tenant;
    const ofLeader = await get(leader);
    const idsOf = ({ agents }: BoardSetup): string[] => agents.map(({ agentId }) => agentId);
    expect(idsOf(ofLeader)).toEqual(expect.arrayContaining([agent.userId, leader.userId]));
    expect(idsOf(ofLeader)).not.toContain(stranger.userId);
    expect(idsOf(await get(administrator))).toContain(stranger.userId);
    const canOf = ({ agents }: BoardSetup, of: TestUser) => agents.find(({ agentId }) => agentId === of.userId)?.can;
    expect(canOf(ofLeader, agent)).toEqual(['listen', 'whisper', 'barge', 'take-over', 'state', 'remind']);
    expect(canOf(ofLeader, leader)).toEqual([]);
    expect(canOf(await get(inspector), agent)).toEqual(['listen']);
    expect(ofLeader.departments.map(({ id }) => id)).toContain(server.tenant.departmentId);
  });

  test('[U6] [U1] is for those alone who may see the board, and only of their company', async () => {
    expect(await status(server.tenant.agent, 'GET', '/api/monitor/board')).toBe(403);
    const others = await get(server.otherTenant.administrator);
    expect(others.agents.map(({ agentId }) => agentId)).not.toContain(server.tenant.agent.userId);
  });
});

describe('[U6] the limits of the board', () => {
  const limits = { talking: 600, wrapUp: 30, busy: 0, ringing: 15, waiting: 45 };
  test('[U6] [U1] are those that every company begins with until somebody who may sets others, for that company alone', async () => {
    const { leader, supervisor } = server.tenant;
    expect((await get(leader)).limits).toEqual(standardLimits);
    expect([(await get(leader)).can, (await get(supervisor)).can]).toEqual([[], ['set-limits']]);
    expect(await status(leader, 'PUT', '/api/monitor/limits', limits)).toBe(403);
    expect(await status(supervisor, 'PUT', '/api/monitor/limits', limits)).toBe(200);
    expect((await get(leader)).limits).toEqual(limits);
    expect((await get(server.otherTenant.administrator)).limits).toEqual(standardLimits);
  });

  test('[U6] [P4] are told to who watches, and what differs is in the audit log', async () => {
    const { supervisor, leader } = server.tenant;
    const reader = await connect(leader);
    reader.send({ subscribe: ['records'] });
    await reader.settled();
    await status(supervisor, 'PUT', '/api/monitor/limits', { ...limits, talking: 700 });
    const frame = (await reader.received(2)).find((one): one is Frame => 'topic' in one);
    expect(frame!.value).toMatchObject({ type: 'board-limits' });
    const [row] = await server.database.asOwner<{ action: string; before: object; after: object }>(
      "select action, before, after from audit_rows where action = 'monitor.limits' order by id desc limit 1",
      [],
    );
    expect(row).toEqual({ action: 'monitor.limits', before: { talking: 600 }, after: { talking: 700 } });
  });

  test.each([{ talking: -1 }, { wrapUp: 86_401 }, { busy: 1.5 }, { ringing: '20' }, { waiting: null }, { other: 1 }])(
    '[U6] %j is refused',
    async (part) => {
      expect(await status(server.tenant.supervisor, 'PUT', '/api/monitor/limits', { ...limits, ...part })).toBe(400);
    },
  );
});

describe('[U6] the calls of the day', () => {
  const now = Date.now();
  const day = dayStart(dayNumber(now, 480), 480);
  /** So long after midnight there, in milliseconds; before that no call of today can be made. */
  const passed = now - day;

  test('[U6] are counted by half hours of the company’s day, of all queues or of some', async () => {
    const { id, leader } = server.tenant;
    const [one, other] = [newId(), newId()];
    for (const [queueId, name] of [
      [one, '981'],
      [other, '982'],
    ])
      await server.database.asOwner(
        "insert into queues (tenant_id, id, name, number, strategy) values ($1, $2, $3, $3, 'round-robin')",
        [id, queueId, name],
      );
    const call = (queueId: string | null, at: number, outcome: string, direction = 'inbound') =>
      server.database.asOwner(
        `insert into calls (tenant_id, id, direction, started_at, ended_at, number, own_number, queue_id, outcome)
         values ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0), '', '', $5, $6)`,
        [id, newId(), direction, at, queueId, outcome],
      );
    const at = day + Math.floor(passed / 2);
    const place = Math.floor((at - day) / 1_800_000);
    await call(one, at, 'connected');
    await call(one, at, 'abandoned-queue');
    await call(other, at, 'abandoned-queue');
    await call(null, at, 'connected');
    await call(one, at, 'connected', 'outbound');
    await call(one, day - 1000, 'connected');
    const read = async (query: string) =>
      (await server.request(leader, 'GET', `/api/monitor/calls-of-day${query}`)).json<CallsOfDay>().halfHours;
    expect(await read('')).toEqual([{ at: place, calls: 3, abandoned: 2 }]);
    expect(await read(`?queues=${one}`)).toEqual([{ at: place, calls: 2, abandoned: 1 }]);
    expect(await read(`?queues=${newId()}`)).toEqual([]);
    expect(await status(leader, 'GET', '/api/monitor/calls-of-day?queues=all')).toBe(400);
    expect(await status(server.tenant.agent, 'GET', '/api/monitor/calls-of-day')).toBe(403);
  });
});

describe('[U6] the topic of the board', () => {
  const shown = (user: TestUser, change: Partial<BoardAgent> = {}): BoardAgent => ({
    agentId: user.userId,
    extension: user.extension,
    name: '林晓雨',
    departmentId: null,
    state: 'ready',
    pause: null,
    since: '2026-11-22T08:00:00.000Z',
    wrapUpEndsAt: null,
    queueIds: [],
    call: null,
    today: { answered: 0, placed: 0, talkInSeconds: 0, talkOutSeconds: 0 },
    ...change,
  });
  const call = {
    callId: newId(),
    direction: 'inbound',
    number: '+8613900000042',
    name: '陈志远 13900000042',
    queueId: null,
    isOpen: true,
    mos: 4.2,
  } as const;
  const watch = async (user: TestUser): Promise<Reader> => {
    const reader = await connect(user);
    reader.send({ subscribe: ['board', 'queue-board'] });
    await reader.settled();
    return reader;
  };
  const boards = (frames: readonly unknown[]): Frame[] =>
    (frames as Frame[]).filter((frame) => 'topic' in frame && frame.topic === 'board');
  const agentsOf = (frame: Frame | undefined): string[] =>
    ((frame?.value as Board | undefined)?.agents ?? []).map(({ agentId }) => agentId);

  test('[U6] [U1] tells each of those whom they may watch, and agents nothing', async () => {
    const { tenant, hub } = server;
    const { agent, stranger, leader, administrator, departmentId } = tenant;
    const all = { agents: [shown(agent, { departmentId }), shown(stranger)] };
    hub.provide('board', () => all);
    const readers = [await watch(leader), await watch(administrator), await watch(agent)];
    const first = await Promise.all(readers.map((reader) => reader.settled()));
    expect(first.map((frames) => agentsOf(boards(frames).at(-1)))).toEqual([
      [agent.userId],
      [agent.userId, stranger.userId],
      [],
    ]);
    const before = readers.map(({ frames }) => frames.length);
    // Of a change that concerns nobody of theirs they get no frame, and miss none.
    expect(hub.publishEntries(tenant.id, 'board', [shown(stranger, { state: 'busy' })])).toBe(true);
    expect(hub.publishEntries(tenant.id, 'board', [shown(agent, { departmentId, state: 'away' })])).toBe(true);
    // Beside what they have got until now, the one a frame and the other two.
    await Promise.all(readers.slice(0, 2).map((reader, i) => reader.received(before[i]! + 1 + i)));
    const changes = boards(await readers[0]!.settled()).slice(1);
    expect(
      changes.map(({ seq, value }) => [seq, (value as unknown as { changed: BoardAgent[] }).changed[0]!.state]),
    ).toEqual([[2, 'away']]);
  });

  test('[U6] [U1] tells of those queues alone whose department the reader may watch', async () => {
    const { tenant, hub } = server;
    const { leader, administrator, departmentId } = tenant;
    const queue = (name: string, of: string | null): BoardQueue => ({
      queueId: newId(),
      name,
      departmentId: of,
      waiting: 0,
      callbacks: 0,
      longestSince: null,
      ready: 0,
      signedIn: 0,
      target: { percent: 80, seconds: 20 },
      today: {
        answered: 0,
        inTime: 0,
        abandoned: 0,
        left: 0,
        waitSeconds: 0,
        callbacks: { booked: 0, called: 0, reached: 0, failed: 0, expired: 0 },
      },
    });
    const [own, other, nobodys] = [queue('own', departmentId), queue('other', newId()), queue('nobody', null)];
    hub.provide('queue-board', () => ({ queues: [own, other, nobodys] }));
    const ofQueues = (frames: readonly unknown[]): Frame[] =>
      (frames as Frame[]).filter((frame) => 'topic' in frame && frame.topic === 'queue-board');
    const namesOf = (frame: Frame | undefined): string[] =>
      ((frame?.value as QueueBoard | undefined)?.queues ?? []).map(({ name }) => name);
    const readers = [await watch(leader), await watch(administrator)];
    const first = await Promise.all(readers.map((reader) => reader.settled()));
    expect(first.map((frames) => namesOf(ofQueues(frames).at(-1)))).toEqual([['own'], ['own', 'other', 'nobody']]);
    const before = readers[0]!.frames.length;
    hub.publishEntries(tenant.id, 'queue-board', [{ ...other, waiting: 3 }]);
    hub.publishEntries(tenant.id, 'queue-board', [{ ...own, waiting: 2 }]);
    await readers[0]!.received(before + 1);
    const changes = ofQueues(await readers[0]!.settled()).slice(1);
    expect(changes.map(({ value }) => (value as unknown as { changed: BoardQueue[] }).changed)).toEqual([
      [{ ...own, waiting: 2 }],
    ]);
    // One that moves to another department is told whole.
    expect(hub.publishEntries(tenant.id, 'queue-board', [{ ...own, departmentId: null }])).toBe(false);
  });

  test('[U6] who goes to another department is told whole, so that who may not watch them loses them', async () => {
    const { tenant, hub } = server;
    const { agent, departmentId } = tenant;
    hub.provide('board', () => ({ agents: [shown(agent, { departmentId })] }));
    const reader = await watch(tenant.leader);
    expect(agentsOf(boards(await reader.settled()).at(-1))).toEqual([agent.userId]);
    expect(hub.publishEntries(tenant.id, 'board', [shown(agent)])).toBe(false);
    const before = reader.frames.length;
    hub.publish(tenant.id, 'board', { agents: [shown(agent)] });
    expect(agentsOf(boards(await reader.received(before + 1)).at(-1))).toEqual([]);
  });

  test('[U6] [C3] masks numbers for roles that mask them, also in names', async () => {
    const { tenant, hub, database } = server;
    const { agent, departmentId } = tenant;
    const setMask = (masks: boolean) =>
      database.asOwner("update roles set masks_numbers = $2 where tenant_id = $1 and code = 'leader'", [
        tenant.id,
        masks,
      ]);
    hub.provide('board', () => ({ agents: [shown(agent, { departmentId, state: 'talking', call })] }));
    const callFor = async (user: TestUser) => {
      const frames = await (await watch(user)).settled();
      return (boards(frames).at(-1)!.value as Board).agents[0]!.call;
    };
    await setMask(true);
    await server.sessions.refreshTenant(tenant.id);
    expect(await callFor(tenant.leader)).toMatchObject({ number: '139****0042', name: '陈志远 139****0042' });
    await setMask(false);
    await server.sessions.refreshTenant(tenant.id);
    expect(await callFor(tenant.leader)).toMatchObject({ number: '13900000042', name: '陈志远 13900000042' });
  });
});
