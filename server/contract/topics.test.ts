/** Every topic of realtime, watched by nobody, each role and the other tenant. */
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { recordTypes, topics, type DeskState, type RecordType, type Topic } from '@bahu/contract/realtime.ts';
import { Compile } from 'typebox/compile';
import { defaultRoles, roleCodes, type RoleCode } from '@bahu/contract/permissions.ts';
import type { RecordDefinition } from '@bahu/contract/slices/define-slice.ts';
import { tableOf } from '@bahu/contract/slices/derived.ts';
import { newId } from '../kernel/ids.ts';
import { connectReader, type Frame, type Reader } from '../realtime/test-reader.ts';
import { createTestServer, type TestServer, type TestUser } from '../test-server.ts';

let server: TestServer;
let address: string;
const open: Reader[] = [];
beforeAll(async () => {
  server = await createTestServer();
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  address = `127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterAll(() => server.stop());
afterEach(() => open.splice(0).forEach((reader) => reader.socket.terminate()));

const allTopics = Object.keys(topics) as Topic[];
async function watch(user: TestUser): Promise<Reader> {
  const reader = await connectReader(address, user);
  open.push(reader);
  reader.send({ subscribe: allTopics });
  await reader.settled();
  return reader;
}
const desk = (agentId: string): DeskState => ({
  agentId,
  state: 'ready',
  pause: null,
  nextPause: null,
  setFor: null,
  chosen: 'ready',
  since: new Date().toISOString(),
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
  call: null,
});

/** Something new on every topic of a tenant, and a record of every type that is nobody's in particular, and one of `owner`. */
function publishAll(
  tenantId: string,
  owner: TestUser,
  departmentId: string | null,
): { general: Map<string, RecordType>; owned: Map<string, RecordType> } {
  const { hub } = server;
  const since = new Date().toISOString();
  const { userId: agentId, extension } = owner;
  hub.publish(tenantId, 'presence', {
    agents: [{ agentId, extension, name: newId(), state: 'ready', pause: null, since, callId: null }],
  });
  hub.publish(tenantId, 'queues', {
    queues: [{ queueId: newId(), name: 'q', waiting: 1, callbacks: 0, longestSince: null, ready: 0, signedOutIds: [] }],
  });
  const today = { answered: 0, placed: 0, talkInSeconds: 0, talkOutSeconds: 0 };
  const live = { pause: null, since, wrapUpEndsAt: null, queueIds: [], call: null, today };
  hub.publish(tenantId, 'board', {
    agents: [{ agentId, extension, name: newId(), departmentId, state: 'ready', ...live }],
  });
  const day = {
    answered: 0,
    inTime: 0,
    abandoned: 0,
    left: 0,
    waitSeconds: 0,
    callbacks: { booked: 0, called: 0, reached: 0, failed: 0, expired: 0 },
  };
  const queue = { queueId: newId(), name: 'q', departmentId, waiting: 0, callbacks: 0, longestSince: null, ready: 0 };
  hub.publish(tenantId, 'queue-board', {
    queues: [{ ...queue, signedIn: 0, target: { percent: 80, seconds: 20 }, today: day }],
  });
  const channel = { legId: newId(), callId: newId(), direction: 'inbound', side: 'outside', trunkId: null } as const;
  const line = {
    number: '+8613900000042',
    ownNumber: null,
    agentName: null,
    queueName: null,
    stage: 'talking',
  } as const;
  hub.publish(tenantId, 'channels', {
    channels: [{ ...channel, ...line, since, codec: null, mos: null, ownerIds: [agentId], departmentId }],
  });
  hub.publish(tenantId, 'trunk-lines', { trunks: [{ trunkId: newId(), used: 1, lines: 2, isEnabled: true }] });
  const waiting = { callId: newId(), slot: '7001', number: '+8613900000042', name: null, isInternal: false, since };
  hub.publish(tenantId, 'parked', { calls: [{ ...waiting, parkedBy: { agentId, name: 'x' } }] });
  hub.publishDesk(tenantId, owner.userId, desk(owner.userId));
  const tell = (audience?: Parameters<typeof hub.recordChanged>[2]): Map<string, RecordType> =>
    new Map(
      recordTypes.map((type) => {
        const id = newId();
        hub.recordChanged(tenantId, { type, id, version: 1 }, audience);
        return [id, type];
      }),
    );
  return {
    general: tell(),
    owned: tell({ ownerIds: [owner.userId], departmentIds: [departmentId] }),
  };
}

const records = tableOf('records');
/** By the words of the contract: what a role is told of records of a colleague in its department. */
function expected(
  role: RoleCode,
  { general, owned }: { general: Map<string, RecordType>; owned: Map<string, RecordType> },
): Set<string> {
  const { permissions, scope } = defaultRoles[role];
  const isTold = (type: RecordType, isOwned: boolean): boolean => {
    const { audience, read, manage }: RecordDefinition = records[type];
    if (audience === 'starter') return false;
    if (audience === 'meant' && !permissions.some((held) => held === manage)) return false;
    if (read !== undefined && !permissions.some((held) => held === read)) return false;
    return (audience !== 'scope' && audience !== 'meant') || (isOwned ? scope !== 'own' : scope === 'all');
  };
  const ofGeneral = [...general].filter(([, type]) => isTold(type, false));
  const ofOwned = [...owned].filter(([, type]) => isTold(type, true));
  return new Set([...ofGeneral, ...ofOwned].map(([id]) => id));
}
const recordsOf = (frames: Frame[]): Set<string> =>
  new Set(frames.filter((frame) => frame.topic === 'records').map((frame) => (frame.value as { id: string }).id));

describe('[U1] the topics', () => {
  test('are closed to nobody in particular', async () => {
    const socket = new WebSocket(`ws://${address}/realtime`, { headers: { origin: `http://${address}` } });
    const status = await new Promise<number | undefined>((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.once('error', () => undefined);
    });
    expect(status).toBe(401);
    socket.terminate();
  });

  test.each(roleCodes)('show the %s what their rights and their scope hold', async (role) => {
    const { tenant } = server;
    // The colleague whose records change sits in the department of agent, leader, supervisor and administrator; and is nobody of those who watch.
    const colleague = { ...tenant.stranger, userId: newId(), agentId: newId() };
    const reader = await watch(tenant[role]);
    const before = reader.frames.length;
    const published = publishAll(tenant.id, colleague, tenant.departmentId);
    const wanted = expected(role, published);
    const news = async (): Promise<Frame[]> => (await reader.settled()).slice();
    while (recordsOf(await news()).size < wanted.size) await reader.received(reader.frames.length + 1);
    const frames = (await news()).filter((frame) => reader.frames.indexOf(frame) >= before);
    expect(recordsOf(frames)).toEqual(wanted);
    const seen = new Set(frames.map((frame) => frame.topic));
    expect(seen.has('desk')).toBe(false);
    // Whoever has a desk sees who is free, of the whole tenant (SPEC A2.2).
    while (!(await news()).some((frame) => frame.topic === 'queues')) await reader.received(reader.frames.length + 1);
    expect((await news()).some((frame) => frame.topic === 'presence')).toBe(
      defaultRoles[role].permissions.includes('desk.use'),
    );
    const maySee = defaultRoles[role].permissions.includes('monitor.read');
    const boards = (await news()).filter(({ topic }) => topic === 'board' || topic === 'queue-board');
    expect(new Set(boards.map(({ topic }) => topic)).size).toBe(maySee ? 2 : 0);
    for (const frame of await news())
      expect(Compile(topics[frame.topic]).Check(frame.value), JSON.stringify(frame)).toBe(true);
  });

  test.each(roleCodes)('show the %s their own desk and their own jobs', async (role) => {
    const user = server.tenant[role];
    const reader = await watch(user);
    const { owned } = publishAll(server.tenant.id, user, null);
    const jobs = [...owned].filter(([, type]) => type === 'job' || type === 'import').map(([id]) => id);
    while (!jobs.every((id) => recordsOf(reader.frames as Frame[]).has(id)))
      await reader.received(reader.frames.length + 1);
    expect(
      (await reader.settled()).some(
        (frame) => frame.topic === 'desk' && (frame.value as DeskState).agentId === user.userId,
      ),
    ).toBe(true);
  });

  test.each(roleCodes)('[P2] show the %s nothing of another tenant', async (role) => {
    const reader = await watch(server.tenant[role]);
    await reader.settled();
    const before = reader.frames.length;
    const { general, owned } = publishAll(
      server.otherTenant.id,
      server.otherTenant.agent,
      server.otherTenant.departmentId,
    );
    const theirs = await watch(server.otherTenant.administrator);
    publishAll(server.otherTenant.id, server.otherTenant.administrator, null);
    while (recordsOf(theirs.frames as Frame[]).size === 0) await theirs.received(theirs.frames.length + 1);
    await reader.settled();
    expect(reader.frames.slice(before).filter((frame) => 'topic' in frame)).toEqual([]);
    for (const id of [...general.keys(), ...owned.keys()]) expect(JSON.stringify(reader.frames)).not.toContain(id);
  });
});
