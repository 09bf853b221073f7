import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { levelOf, sine } from '@bahu/asterisk/tone.ts';
import { greetingFilePath, greetingSoundPath } from '@bahu/contract/greeting-paths.ts';
import { greetingLimits, type Greeting } from '@bahu/contract/greetings.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../kernel/log.ts';
import { newId } from '../../../kernel/ids.ts';
import { loadAgents } from '../../../telephony/engine/load.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { addQueue } from '../missed-calls/test-ends.ts';
import { wavHeader } from '../recordings/index.ts';
import { readSound, toTelephone } from './convert.ts';
import { createPlaceJob } from './place.ts';

const server = await createTestServer();
const { agent, stranger, administrator, id: tenantId } = server.tenant;
const folder = mkdtempSync(path.join(tmpdir(), 'bahu-greetings-'));
const queueId = newId();
const log = createLog('error', { write: () => undefined });
beforeAll(() => addQueue(server, { id: queueId, name: '售前咨询', number: '901', members: [] }));
beforeEach(async () => {
  for (const file of readdirSync(folder)) rmSync(path.join(folder, file));
  await server.database.asOwner('delete from greetings');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

const tone = 1000;
/** A sine of so many seconds. */
function wav(seconds: number, { rate = 8000, channels = 1, hertz = tone } = {}): Buffer {
  const data = Buffer.alloc(Math.round(seconds * rate) * channels * 2);
  for (let i = 0; i < data.length / 2; i += 1)
    data.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * hertz * Math.floor(i / channels)) / rate)), i * 2);
  return Buffer.concat([wavHeader(channels, rate, data.length), data]);
}
const samplesOf = (file: Buffer): Int16Array => new Int16Array(new Uint8Array(file.subarray(44)).buffer);

type Owner = 'agents' | 'queues';
const send = (user: TestUser, bytes: Buffer, owner: Owner = 'agents', id = user.userId) =>
  server.app.inject({
    method: 'POST',
    url: greetingFilePath(owner, id),
    headers: { cookie: user.cookie, 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
const get = async (user: TestUser, owner: Owner = 'agents', id = user.userId) =>
  (await server.request(user, 'GET', `/api/greetings/${owner}/${id}`)).json<Greeting & { code?: string }>();
const restore = (user: TestUser) => server.request(user, 'POST', `/api/greetings/agents/${user.userId}/restore`);
/** What calls go by is read anew of these alone. */
const told: string[] = [];
/** What the job does that a change enqueues. */
const place = (owner: Owner, id: string) => placeWith(owner, id, async () => undefined);
/** `before`: what happens before each of its transactions. */
const placeWith = (owner: Owner, id: string, before: () => Promise<void>) =>
  createPlaceJob({
    files: server.files,
    configured: (_tenantId, part) => void told.push(`${part}`),
    agentChanged: (_tenantId, agentId) => void told.push(agentId),
    folder,
  }).handle(
    { owner, id },
    {
      tenantId,
      log,
      attempt: 1,
      tenant: async (work) => {
        await before();
        return server.database.db.tenant(tenantId, work);
      },
    },
  );
const boxGreeting = async () =>
  (await server.database.db.tenant(tenantId, (tx) => loadAgents(tx, [agent.userId])))[0]!.box!.greeting;

describe('[A4.7] a greeting', () => {
  test('is the standard one until its agent makes one, and is heard when it has been placed', async () => {
    expect(await get(agent)).toEqual({ seconds: null, changedAt: null, isHeard: true, can: ['edit'] });
    const reply = await send(agent, wav(2));
    expect(reply.json()).toMatchObject({ seconds: 2, isHeard: false });
    expect(
      await server.database.asOwner(
        "select action, after ->> 'seconds' as seconds from audit_rows where action like 'greeting.%'",
      ),
    ).toEqual([{ action: 'greeting.record', seconds: '2' }]);
    expect(await boxGreeting()).toBeNull();
    await place('agents', agent.userId);
    expect(await get(agent)).toMatchObject({ seconds: 2, isHeard: true });
    const name = await boxGreeting();
    expect(levelOf(samplesOf(readFileSync(path.join(folder, `${name}.wav`))), tone)).toBeGreaterThan(-20);
  });

  test('is replaced whole: the one before is heard until the new one is there, and then is gone', async () => {
    await send(agent, wav(2));
    await place('agents', agent.userId);
    const first = await boxGreeting();
    await send(agent, wav(3, { hertz: 700 }));
    expect(await boxGreeting()).toBe(first);
    await place('agents', agent.userId);
    const second = await boxGreeting();
    expect(second).not.toBe(first);
    expect(readdirSync(folder).filter((file) => file.includes('greeting'))).toEqual([`${second}.wav`]);
    expect((await server.request(agent, 'GET', greetingSoundPath('agents', agent.userId))).rawPayload).toEqual(
      wav(3, { hertz: 700 }),
    );
    await restore(agent);
    await place('agents', agent.userId);
    expect([await boxGreeting(), (await get(agent)).seconds]).toEqual([null, null]);
    expect((await server.request(agent, 'GET', greetingSoundPath('agents', agent.userId))).statusCode).toBe(404);
  });

  test('[P2] that is replaced before it was heard leaves no file behind', async () => {
    const kept = async () => (await server.files.list(tenantId, 'greetings')).length;
    const before = await kept();
    for (const seconds of [2, 3, 4]) await send(agent, wav(seconds));
    expect(await kept()).toBe(before + 1);
    await place('agents', agent.userId);
    await send(agent, wav(2));
    await restore(agent);
    await place('agents', agent.userId);
    expect([await kept(), readdirSync(folder)]).toEqual([before, []]);
  });

  test('[P1] counts among what the company stores, and is refused where it does not fit', async () => {
    const stored = async () =>
      (await server.request(server.tenant.administrator, 'GET', '/api/tenant')).json<{
        usage: { storageBytes: number };
      }>().usage.storageBytes;
    const room = (bytes: number) =>
      server.database.asOwner('update tenants set storage_bytes = $2 where id = $1', [tenantId, bytes]);
    await restore(agent);
    const before = await stored();
    await send(agent, wav(2));
    expect((await stored()) - before).toBe(wav(2).length);
    await room(before + 2 * wav(2).length);
    expect((await send(agent, wav(3))).json()).toMatchObject({ code: 'tenant.storage-full' });
    await restore(agent);
    await room(0);
    expect(await stored()).toBe(before);
  });

  test('[A2.10] has calls read what they go by of its agent alone, or of the queues', async () => {
    told.length = 0;
    await send(agent, wav(2));
    await place('agents', agent.userId);
    await send(administrator, wav(2), 'queues', queueId);
    await place('queues', queueId);
    await restore(agent);
    await place('agents', agent.userId);
    expect(told).toEqual([agent.userId, 'queues', agent.userId]);
  });

  test('that is replaced while it is being placed leaves no file behind', async () => {
    await send(agent, wav(2));
    let asked = 0;
    await placeWith('agents', agent.userId, async () => {
      asked += 1;
      if (asked === 2) await server.database.asOwner('update greetings set file_id = $1', [newId()]);
    });
    expect([asked, readdirSync(folder)]).toEqual([2, []]);
  });

  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'greeting.unreadable'],
    ['a text', Buffer.from('RIFF or not'), 'greeting.unreadable'],
    ['a header alone that claims four gigabytes', wavHeader(1, 8000, 0xffffff00), 'greeting.unreadable'],
    ['a hundred channels', Buffer.concat([wavHeader(100, 8000, 200), Buffer.alloc(200)]), 'greeting.unreadable'],
    ['a rate of nothing', Buffer.concat([wavHeader(1, 1, 200), Buffer.alloc(200)]), 'greeting.unreadable'],
    ['half a second', wav(0.5), 'greeting.too-short'],
    ['a minute and more', wav(61), 'greeting.too-long'],
    ['too many bytes', Buffer.alloc(greetingLimits.bytes + 1), 'greeting.too-large'],
  ])('that is %s is refused, and the one before stays', async (_what, bytes, code) => {
    await send(agent, wav(2));
    expect((await send(agent, bytes)).json()).toMatchObject({ code });
    expect(await get(agent)).toMatchObject({ seconds: 2 });
  });

  test('is made by nobody else; that of a queue by who manages queues', async () => {
    expect((await send(stranger, wav(2), 'agents', agent.userId)).statusCode).toBe(404);
    expect((await send(agent, wav(2), 'queues', queueId)).statusCode).toBe(404);
    expect((await send(administrator, wav(2), 'queues', queueId)).statusCode).toBe(200);
    expect((await send(administrator, wav(2), 'queues', newId())).statusCode).toBe(404);
    expect(await get(administrator, 'queues', queueId)).toMatchObject({ seconds: 2, can: ['edit'] });
  });
});

describe('[A4.7] a file for the telephone', () => {
  test.each([
    { rate: 8000, channels: 1 },
    { rate: 16_000, channels: 1 },
    { rate: 44_100, channels: 2 },
    { rate: 48_000, channels: 2 },
  ])('keeps a tone of $channels channels at $rate Hz as it was', async (format) => {
    const file = wav(1, format);
    const made = samplesOf(await toTelephone(file, readSound(file)!));
    expect(Math.abs(made.length - 8000)).toBeLessThanOrEqual(1);
    expect(levelOf(made, tone)).toBeCloseTo(levelOf(sine(tone), tone), 0);
  });

  test('[P2] is made without keeping the jobs of others waiting', async () => {
    let [turns, isOver] = [0, false];
    const others = (): void => {
      if (isOver) return;
      turns += 1;
      setImmediate(others);
    };
    others();
    const file = wav(2, { rate: 16_000 });
    await toTelephone(file, readSound(file)!);
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  });

  test('has nothing of what lies above it', async () => {
    const file = wav(1, { rate: 48_000, hertz: 7000 });
    const made = samplesOf(await toTelephone(file, readSound(file)!));
    // It would come back as its mirror.
    expect(levelOf(made, 1000)).toBeLessThan(-60);
  });
});
