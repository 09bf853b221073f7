import type { CallDetail, CallRow } from '@bahu/contract/calls.ts';
import type { Customer } from '@bahu/contract/customers.ts';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import { localRecordingFilePath } from '@bahu/contract/local-recording-paths.ts';
import { localRecordingLimits } from '@bahu/contract/local-recordings.ts';
import { recordingPath } from '@bahu/contract/recordings.ts';
import type { OwnTenant } from '@bahu/contract/tenants.ts';
import { amrFile, m4aFile, mp3File, mp3Frames, wavFile } from '@bahu/domain/sound-files/test-sounds.ts';
import { dayStart, dayNumber } from '@bahu/domain/time/day.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { readCallsOfDay } from '../../insight/monitor/calls-of-day.ts';
import { countUsage } from '../../platform/operator/usage.ts';
import { addQueue } from '../missed-calls/test-ends.ts';
import { forgetAnnounced } from './forget.ts';

const server = await createTestServer();
const { agent, stranger, supervisor, administrator, inspector, id: tenantId } = server.tenant;
let customer: Customer;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const run = <T>(work: Parameters<typeof server.database.db.tenant<T>>[1]) => server.database.db.tenant(tenantId, work);

beforeAll(async () => {
  const reply = await server.request(agent, 'POST', '/api/customers', { name: '李敏', phone: '15400000042' });
  customer = reply.json<Customer>();
});
beforeEach(async () => {
  for (const table of ['recordings', 'local_recordings', 'webhook_deliveries', 'calls'])
    await server.database.asOwner(`delete from ${table}`);
});
afterAll(() => server.stop());

const announce = async (user: TestUser, body: object) => {
  const reply = await server.request(user, 'POST', '/api/local-recordings', body);
  return reply.json<{ id: string; code?: string }>();
};
const send = async (user: TestUser, id: string, bytes: Uint8Array) => {
  const reply = await server.app.inject({
    method: 'POST',
    url: localRecordingFilePath(id),
    headers: { cookie: user.cookie, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });
  return reply.json<{ callId: string; seconds: number; code?: string }>();
};
const withCustomer = (startedAt = minutesAgo(30)) => ({
  customerId: customer.id,
  direction: 'outbound',
  startedAt,
});
/** Announced and sent by the agent. */
async function bring(bytes: Uint8Array, whose: object = withCustomer(), user = agent) {
  const { id, code } = await announce(user, { ...whose, bytes: bytes.length });
  return code === undefined ? send(user, id, bytes) : { code, callId: '', seconds: 0 };
}
const calls = async (user: TestUser, query = '') =>
  (await server.request(user, 'GET', `/api/calls${query}`)).json<{ items: CallRow[] }>();
const filesKept = async () =>
  (await server.files.list(tenantId, `recordings/${new Date().toISOString().slice(0, 7)}`)).length;

const storedBytes = async () => (await run((tx) => countUsage(tx, new Date()))).storageBytes;

/** A call over our lines of the agent's, without a recording. */
async function putCall(agentId: string, { talked = true } = {}): Promise<string> {
  const [id, startedAt] = [newId(), new Date(Date.now() - 60_000)];
  const ended = { answeredAt: talked ? startedAt : null, endedAt: new Date(), talkSeconds: talked ? 60 : 0 };
  await run((tx) =>
    tx
      .insertInto('calls')
      .values({
        tenantId,
        id,
        direction: 'outbound',
        startedAt,
        ...ended,
        number: '+8615400000042',
        ownNumber: '',
        agentId,
        outcome: 'connected',
      })
      .execute(),
  );
  return id;
}

describe('[A4.6] a recording of a call on another device', () => {
  test('is a call of the customer’s that is marked, played by ranges, and as long as its bytes say', async () => {
    const startedAt = minutesAgo(30);
    const bytes = mp3File(100);
    const { callId, seconds } = await bring(bytes, withCustomer(startedAt));
    expect(seconds).toBeCloseTo(3.6);
    const { items } = await calls(agent);
    expect(items).toMatchObject([
      {
        id: callId,
        customerName: '李敏',
        agentId: agent.userId,
        startedAt,
        talkSeconds: 4,
        outcome: 'connected',
        isElsewhere: true,
        isLocalRecording: true,
        recording: 'ready',
        can: expect.arrayContaining(['play', 'remove-recording']),
      },
    ]);
    const history = await server.request(agent, 'GET', `/api/customers/${customer.id}/history?kinds=call,follow-up`);
    expect(history.json<{ items: TimelineItem[] }>().items).toMatchObject([
      { callId, isLocalRecording: true, hasRecording: true },
    ]);
    const whole = await server.request(agent, 'GET', recordingPath(callId));
    expect([whole.headers['content-type'], whole.rawPayload.equals(mp3Frames(100))]).toEqual(['audio/mpeg', true]);
    const part = await server.request(agent, 'GET', recordingPath(callId), undefined, { range: 'bytes=10-19' });
    expect([part.statusCode, part.rawPayload.length]).toEqual([206, 10]);
    const download = await server.request(supervisor, 'GET', `${recordingPath(callId)}?download=1`);
    expect(download.headers['content-disposition']).toMatch(/\.mp3"$/);
    expect(await calls(agent, '?elsewhere=false')).toMatchObject({ items: [] });
    expect((await calls(agent, '?elsewhere=true')).items).toHaveLength(1);
  });

  test.each<[string, Uint8Array, string, number]>([
    ['WAV', wavFile(2, { channels: 2 }), 'audio/wav', 2],
    ['M4A', m4aFile(500), 'audio/mp4', 32],
  ])(
    'may be a %s file, of which a waveform is drawn where its samples are known',
    async (_kind, bytes, type, seconds) => {
      const kept = await bring(bytes);
      expect(kept.seconds).toBe(seconds);
      expect((await server.request(agent, 'GET', recordingPath(kept.callId))).headers['content-type']).toBe(type);
      const peaks = (await server.request(agent, 'GET', `/api/calls/${kept.callId}/peaks`)).json<{
        peaks: number[][];
        seconds: number;
      }>();
      expect([peaks.seconds, peaks.peaks.length]).toEqual([seconds, type === 'audio/wav' ? 2 : 0]);
    },
  );

  test.each<[string, (said: string) => Uint8Array]>([
    ['WAV', (said) => wavFile(2, { said })],
    ['MP3', (said) => mp3File(100, said)],
    ['M4A', (said) => m4aFile(500, { said })],
  ])('[U1] gives nobody what a %s file says of itself', async (_kind, make) => {
    const bytes = make('Li Min 15400000042');
    const before = await storedBytes();
    const { callId } = await bring(bytes);
    const { rawPayload } = await server.request(agent, 'GET', recordingPath(callId));
    expect([Buffer.from(bytes).includes('15400000042'), rawPayload.includes('15400000042')]).toEqual([true, false]);
    expect((await storedBytes()) - before).toBe(rawPayload.length);
  });

  test('belongs to a call over our lines that has none, and to no other', async () => {
    const callId = await putCall(agent.userId);
    expect((await calls(agent)).items[0]).toMatchObject({ recording: 'none', can: expect.arrayContaining(['upload']) });
    expect(await bring(wavFile(2), { callId })).toMatchObject({ callId, seconds: 2 });
    const detail = (await server.request(agent, 'GET', `/api/calls/${callId}`)).json<CallDetail>();
    expect(detail).toMatchObject({ call: { isElsewhere: false, isLocalRecording: true }, recording: { seconds: 2 } });
    expect(await bring(wavFile(2), { callId })).toMatchObject({ code: 'local-recording.has-recording' });
    expect(await bring(wavFile(2), { callId: await putCall(agent.userId, { talked: false }) })).toMatchObject({
      code: 'not-found',
    });
    expect(await bring(wavFile(2), { callId: await putCall(stranger.userId) })).toMatchObject({ code: 'not-found' });
  });

  test.each<[string, Uint8Array, string]>([
    ['a text', new TextEncoder().encode('this is no sound, whatever its name says'), 'local-recording.unreadable'],
    ['cut off before its index', m4aFile(500).subarray(0, 20_000), 'local-recording.unreadable'],
    ['AMR, which no browser plays', amrFile(500), 'local-recording.not-playable'],
    ['half a second', wavFile(0.5), 'local-recording.too-short'],
    ['nine hours', m4aFile(500, { scale: 16 }), 'local-recording.too-long'],
  ])('[P2] that is %s is refused, and nothing of it stays', async (_what, bytes, code) => {
    const before = await filesKept();
    expect(await bring(bytes)).toMatchObject({ code });
    expect([await filesKept(), (await calls(agent)).items]).toEqual([before, []]);
    expect(await server.database.asOwner('select * from local_recordings')).toEqual([]);
  });

  test('[P2] comes once, whole, and from who announced it', async () => {
    const bytes = wavFile(2);
    const { id } = await announce(agent, { ...withCustomer(), bytes: bytes.length });
    expect(await send(stranger, id, bytes)).toMatchObject({ code: 'not-found' });
    expect(await send(agent, id, wavFile(3))).toMatchObject({ code: 'input.invalid' });
    expect(await send(agent, id, bytes)).toMatchObject({ code: 'not-found' });
    const again = await announce(agent, { ...withCustomer(), bytes: bytes.length });
    const both = await Promise.all([send(agent, again.id, bytes), send(agent, again.id, bytes)]);
    expect(both.map(({ code }) => code ?? 'kept').toSorted()).toEqual(['kept', 'not-found']);
    expect(await bring(bytes)).toMatchObject({ code: 'local-recording.known' });
  });

  test('[P2] of two that come for one call at once, or are of the same minute, one is kept and the other refused', async () => {
    const bytes = wavFile(2);
    const twice = async (whose: object) => {
      const ids = [];
      for (const _ of [1, 2]) ids.push((await announce(agent, { ...whose, bytes: bytes.length })).id);
      const replies = await Promise.all(ids.map((id) => send(agent, id, bytes)));
      return replies.map(({ code }) => code ?? 'kept').toSorted();
    };
    expect(await twice({ callId: await putCall(agent.userId) })).toEqual(['kept', 'local-recording.has-recording']);
    expect(await twice(withCustomer())).toEqual(['kept', 'local-recording.known']);
  });

  test('[P2] is announced with what makes sense alone', async () => {
    const bytes = 1000;
    for (const [body, code] of [
      [{}, 'input.invalid'],
      [{ customerId: customer.id }, 'input.invalid'],
      [{ ...withCustomer(), callId: newId() }, 'input.invalid'],
      [{ ...withCustomer(), customerId: newId() }, 'not-found'],
      [{ ...withCustomer(), numberId: newId() }, 'not-found'],
      [withCustomer(minutesAgo(-60)), 'local-recording.time'],
      [withCustomer(minutesAgo((localRecordingLimits.days + 1) * 1440)), 'local-recording.time'],
      [{ ...withCustomer(), bytes: localRecordingLimits.bytes + 1 }, 'input.invalid'],
    ] as const)
      expect(await announce(agent, { bytes, ...body }), JSON.stringify(body)).toMatchObject({ code });
    // It would go on for longer than it can have been.
    expect(await bring(wavFile(600), withCustomer(minutesAgo(1)))).toMatchObject({ code: 'local-recording.time' });
  });
});

describe('[A4.6] who may bring recordings along', () => {
  async function rule(desk: OwnTenant['desk']): Promise<void> {
    const { version } = (await server.request(administrator, 'GET', '/api/tenant')).json<OwnTenant>();
    await server.request(administrator, 'PATCH', '/api/tenant', { version, desk });
  }

  test('is said by the agent’s setting, and by their company’s lock', async () => {
    await rule({ defaults: { uploadsRecordings: false }, locks: ['uploadsRecordings'] });
    expect(await bring(wavFile(2))).toMatchObject({ code: 'local-recording.not-allowed' });
    await rule({ defaults: {}, locks: [] });
    expect(await bring(wavFile(2))).toMatchObject({ seconds: 2 });
    expect(await bring(wavFile(2), withCustomer(minutesAgo(40)), inspector)).toMatchObject({ code: 'forbidden' });
  });

  test('[U1] who brings one along gets no right to the customer by it, and others get none to hear it', async () => {
    const { callId } = await bring(wavFile(2));
    for (const url of [recordingPath(callId), `/api/calls/${callId}`])
      expect((await server.request(stranger, 'GET', url)).statusCode, url).toBe(404);
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [stranger.userId, customer.id]);
    const opened = async (url: string) => (await server.request(agent, 'GET', url)).statusCode;
    expect(await opened(`/api/customers/${customer.id}`)).toBe(404);
    const popped = await server.request(agent, 'GET', `/api/calls/${callId}/customer`);
    expect(popped.json<{ customer: unknown }>().customer).toBeNull();
    expect(await bring(wavFile(2), withCustomer(minutesAgo(50)))).toMatchObject({ code: 'not-found' });
    await server.database.asOwner('update customers set owner_id = $1 where id = $2', [agent.userId, customer.id]);
  });

  test('[P4] the log says who brought it along and who took it away; with it goes the call, and what was noted stays', async () => {
    const { callId } = await bring(wavFile(2));
    const note = { serviceType: 'consult', stage: '', callState: 'connected', currentState: 'open', channel: 'phone' };
    await server.request(agent, 'POST', `/api/customers/${customer.id}/follow-ups`, {
      ...note,
      content: '谈妥',
      callId,
    });
    const kept = await filesKept();
    const remove = async (user: TestUser) =>
      (await server.request(user, 'DELETE', `/api/calls/${callId}/local-recording`)).statusCode;
    expect([await remove(stranger), await remove(agent), await remove(agent)]).toEqual([404, 200, 404]);
    expect([await filesKept(), (await calls(agent)).items]).toEqual([kept - 2, []]);
    const history = await server.request(agent, 'GET', `/api/customers/${customer.id}/history?kinds=call,follow-up`);
    expect(history.json<{ items: TimelineItem[] }>().items).toMatchObject([
      { kind: 'follow-up', followUp: { callId: null } },
    ]);
    const after = (await server.request(agent, 'GET', `/api/customers/${customer.id}`)).json<Customer>();
    expect(after.lastCallAt).toBeNull();
    const rows = await server.database.asOwner<{ action: string; id: string }>(
      "select action, record_id as id from audit_rows where action in ('recording.upload', 'recording.remove') order by at desc limit 2",
    );
    expect(rows).toEqual([
      { action: 'recording.remove', id: callId },
      { action: 'recording.upload', id: callId },
    ]);
  });

  test('of a call over our lines it goes alone', async () => {
    const callId = await putCall(agent.userId);
    await bring(wavFile(2), { callId });
    expect((await server.request(agent, 'DELETE', `/api/calls/${callId}/local-recording`)).statusCode).toBe(200);
    expect((await calls(agent)).items).toMatchObject([{ id: callId, recording: 'none' }]);
  });
});

describe('[A4.6] what is counted', () => {
  test('[R1] no figure of calls counts one that was made elsewhere, and nothing follows from its end', async () => {
    const queueId = newId();
    await addQueue(server, { id: queueId, name: '售前咨询', number: '901', members: [] });
    const webhook = await server.request(administrator, 'POST', '/api/webhooks', {
      url: 'https://receiver.example/hook',
      events: ['call.started', 'call.ended', 'call.recording-uploaded', 'missed-call.closed'],
    });
    expect(webhook.statusCode, webhook.body).toBe(200);
    await server.database.asOwner(
      "insert into missed_calls (tenant_id, number, first_at, last_at, last_call_id) values ($1, '+8615400000042', now() - interval '1 hour', now() - interval '1 hour', $2)",
      [tenantId, newId()],
    );
    const day = new Date(dayStart(dayNumber(Date.now(), 480), 480));
    const figures = async () => {
      const recent = await server.request(agent, 'GET', '/api/desk/recent');
      const usage = await run((tx) => countUsage(tx, day));
      const ofDay = await run((tx) => readCallsOfDay(tx, tenantId, null, Date.now()));
      const [missed] = await server.database.asOwner<{ open: number }>(
        'select count(*)::int as open from missed_calls where closed_at is null',
      );
      return { callsToday: usage.callsToday, ofDay, recent: recent.json<object>(), missed: missed!.open };
    };
    const before = await figures();
    const { callId } = await bring(wavFile(2), { ...withCustomer(minutesAgo(1)), direction: 'inbound' });
    // Even one that a queue had would not count.
    await server.database.asOwner('update calls set queue_id = $1 where id = $2', [queueId, callId]);
    expect(await figures()).toEqual(before);
    expect(await server.database.asOwner('select event from webhook_deliveries')).toEqual([
      { event: 'call.recording-uploaded' },
    ]);
    expect(await server.database.asOwner('select id from messages')).toEqual([]);
    await server.database.asOwner('delete from missed_calls');
  });

  test('[P2] its bytes count as what the company stores, from the moment in which they are announced', async () => {
    const before = await storedBytes();
    const bytes = wavFile(2);
    const { id } = await announce(agent, { ...withCustomer(), bytes: bytes.length });
    expect((await storedBytes()) - before).toBe(bytes.length);
    await send(agent, id, bytes);
    expect((await storedBytes()) - before).toBe(bytes.length);
  });

  test('[P2] what was announced and never came is forgotten, with what there is of it', async () => {
    const { id } = await announce(agent, { ...withCustomer(), bytes: 1000 });
    const [row] = await server.database.asOwner<{ path: string }>('select path from local_recordings where id = $1', [
      id,
    ]);
    await server.files.put(row!.path, Buffer.alloc(10));
    await server.files.put(`${row!.path}.17.new`, Buffer.alloc(10));
    const before = await filesKept();
    await forgetAnnounced(server.database.db, tenantId, server.files);
    expect(await filesKept()).toBe(before);
    await server.database.asOwner("update local_recordings set created_at = now() - interval '2 days'");
    await forgetAnnounced(server.database.db, tenantId, server.files);
    expect([await filesKept(), await server.database.asOwner('select id from local_recordings')]).toEqual([
      before - 2,
      [],
    ]);
  });

  test('[P2] what was announced and of which no byte came holds its room for an hour', async () => {
    const left = async (minutes: number, isComing: boolean) => {
      await announce(agent, { ...withCustomer(), bytes: 1000 });
      await server.database.asOwner(
        'update local_recordings set created_at = now() - make_interval(mins => $1), is_coming = $2',
        [minutes, isComing],
      );
      await forgetAnnounced(server.database.db, tenantId, server.files);
      return (await server.database.asOwner('delete from local_recordings returning id')).length;
    };
    expect([await left(59, false), await left(61, false), await left(61, true)]).toEqual([1, 0, 1]);
  });

  test('[P2] what was made a recording while its answer was lost keeps its bytes', async () => {
    const { db } = server.database;
    const { tenant } = db;
    const bytes = wavFile(2);
    const { id } = await announce(agent, { ...withCustomer(), bytes: bytes.length });
    const broken = vi.spyOn(db, 'tenant').mockImplementation(async (of, work) => {
      const done = await tenant(of, work);
      if ((await server.database.asOwner('select id from local_recordings')).length > 0) return done;
      broken.mockRestore();
      throw new Error('the connection is lost');
    });
    expect(await send(agent, id, bytes)).toMatchObject({ code: 'internal' });
    const [call] = (await calls(agent)).items;
    expect((await server.request(agent, 'GET', recordingPath(call!.id))).statusCode).toBe(200);
  });

  test('[P2] bytes that cannot be taken away stay with their row, and their sender hears what was wrong', async () => {
    vi.spyOn(server.files, 'remove').mockRejectedValueOnce(new Error('the disk is away'));
    expect(await bring(wavFile(0.5))).toMatchObject({ code: 'local-recording.too-short' });
    vi.restoreAllMocks();
    expect(await server.database.asOwner('select id from local_recordings')).toHaveLength(1);
  });

  test('[P2] what comes while the night forgets is a recording, and its bytes stay', async () => {
    const bytes = wavFile(2);
    const { id } = await announce(agent, { ...withCustomer(), bytes: bytes.length });
    await server.database.asOwner("update local_recordings set created_at = now() - interval '2 days'");
    let callId = '';
    // It comes behind the look for what is old.
    const tenant: typeof server.database.db.tenant = async (of, work) => {
      const answer = await server.database.db.tenant(of, work);
      if (callId === '') ({ callId } = await send(agent, id, bytes));
      return answer;
    };
    await forgetAnnounced({ tenant }, tenantId, server.files);
    const played = await server.request(agent, 'GET', recordingPath(callId));
    expect(played.rawPayload.equals(Buffer.from(bytes))).toBe(true);
  });
});
