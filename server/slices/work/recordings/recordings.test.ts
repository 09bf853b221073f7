import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallDetail } from '@bahu/contract/calls.ts';
import { consultationPath, messagePath, recordingPath } from '@bahu/contract/recordings.ts';
import { fileName } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { wavHeader } from './wav.ts';
import { writeWaveform } from './waveform.ts';

let server: TestServer;
let callId: string;
const audio = Buffer.concat([wavHeader(2, 8000, 1600), Buffer.from(Array.from({ length: 1600 }, (_, i) => i % 251))]);
const waveform = { seconds: 0.05, pointsPerSecond: 50, peaks: [[0.5], [1]] };

async function putCall(status: 'recording' | 'ready' | 'incomplete' | 'missing', agentId: string): Promise<string> {
  const { tenant, files, database } = server;
  const [id, recordingId] = [newId(), newId()];
  const [path, peaksPath] = [
    fileName(tenant.id, 'recordings', `${recordingId}.wav`),
    fileName(tenant.id, 'recordings', `${recordingId}.peaks.json`),
  ];
  await database.db.tenant(tenant.id, async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        tenantId: tenant.id,
        id,
        direction: 'inbound',
        startedAt: new Date(),
        number: '+8615400000042',
        ownNumber: '',
        agentId,
      })
      .execute();
    await tx
      .insertInto('recordings')
      .values({
        tenantId: tenant.id,
        id: recordingId,
        callId: id,
        status,
        source: 's',
        path,
        peaksPath,
        startedAt: new Date('2026-11-22T08:30:00Z'),
      })
      .execute();
  });
  await files.put(path, audio);
  await writeWaveform(files, peaksPath, waveform);
  return id;
}

beforeAll(async () => {
  server = await createTestServer();
  callId = await putCall('ready', server.tenant.agent.userId);
});
afterAll(() => server.stop());

const get = (headers: Record<string, string> = {}, user = server.tenant.agent, query = '') =>
  server.request(user, 'GET', recordingPath(callId) + query, undefined, headers);

describe('a recording', () => {
  test('[R1] plays whole and in ranges, and is kept by no cache', async () => {
    const whole = await get();
    expect([whole.statusCode, whole.rawPayload.equals(audio)]).toEqual([200, true]);
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/wav',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'content-length': String(audio.length),
    });
    const part = await get({ range: 'bytes=100-199' });
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.equals(audio.subarray(100, 200))]).toEqual([
      206,
      `bytes 100-199/${audio.length}`,
      true,
    ]);
    expect((await get({ range: 'bytes=-4' })).rawPayload).toEqual(audio.subarray(-4));
  });

  test('a range beyond its end answers 416 with its size', async () => {
    const reply = await get({ range: `bytes=${audio.length}-` });
    expect([reply.statusCode, reply.headers['content-range'], reply.json<{ code: string }>().code]).toEqual([
      416,
      `bytes */${audio.length}`,
      'range.unsatisfiable',
    ]);
  });

  test('HEAD tells the size, and a range of another version is the whole', async () => {
    const head = await server.request(server.tenant.agent, 'HEAD', recordingPath(callId));
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, String(audio.length), '']);
    expect((await get({ range: 'bytes=0-9', 'if-range': '"other"' })).statusCode).toBe(200);
    expect((await get({ range: 'bytes=0-9', 'if-range': head.headers.etag as string })).statusCode).toBe(206);
  });

  test('downloading is a right of its own; the file is named by its time and not by the number', async () => {
    expect((await get({}, server.tenant.agent, '?download=1')).json()).toMatchObject({ code: 'forbidden' });
    const reply = await get({}, server.tenant.supervisor, '?download=1');
    expect([reply.statusCode, reply.headers['content-disposition']]).toEqual([404, undefined]);
    const own = await get({}, server.tenant.administrator, '?download=1');
    expect(own.headers['content-disposition']).toBe('attachment; filename="20261122-083000.wav"');
  });

  test('listening and downloading stand in the audit log, a listening in many ranges once', async () => {
    const entries = await server.database.asOwner<{ action: string; actor_name: string }>(
      'select action, actor_name from audit_rows where record_id = $1 order by action, actor_name',
      [callId],
    );
    expect(entries).toEqual([
      { action: 'recording.download', actor_name: 'administrator 800' },
      { action: 'recording.play', actor_name: 'agent 802' },
    ]);
  });

  test('[R1] has a waveform', async () => {
    expect((await server.request(server.tenant.agent, 'GET', `/api/calls/${callId}/peaks`)).json()).toEqual(waveform);
  });

  test.each([
    ['recording', 'recording.not-ready'],
    ['missing', 'recording.missing'],
  ] as const)('that is %s answers %s', async (status, code) => {
    const id = await putCall(status, server.tenant.agent.userId);
    for (const url of [recordingPath(id), `/api/calls/${id}/peaks`])
      expect((await server.request(server.tenant.agent, 'GET', url)).json()).toMatchObject({ code });
  });

  test('whose file is lost says so', async () => {
    const id = await putCall('incomplete', server.tenant.agent.userId);
    const [row] = await server.database.asOwner<{ path: string; peaks_path: string }>(
      'select path, peaks_path from recordings where call_id = $1',
      [id],
    );
    await server.files.remove(row!.path);
    await server.files.remove(row!.peaks_path);
    for (const url of [recordingPath(id), `/api/calls/${id}/peaks`])
      expect((await server.request(server.tenant.agent, 'GET', url)).json()).toMatchObject({
        code: 'recording.missing',
      });
  });

  test("[P2] of another's call, of another tenant or without a session is out of reach", async () => {
    const answers = [server.tenant.stranger, server.otherTenant.administrator].map((user) => get({}, user));
    for (const reply of await Promise.all(answers)) expect(reply.json()).toMatchObject({ code: 'not-found' });
    expect((await server.request(null, 'GET', recordingPath(callId))).json()).toMatchObject({
      code: 'session.required',
    });
  });

  test.each([
    ['recording.play', '', 'play'],
    ['recording.download', '?download=1', 'download'],
  ] as const)(
    '[U1] the scope of %s is its own: a call that one may read is not one that one may hear',
    async (permission, query, can) => {
      const { leader, agent, departmentId, id: tenantId } = server.tenant;
      const [ofAgent, ofLeader] = [await putCall('ready', agent.userId), await putCall('ready', leader.userId)];
      await server.database.asOwner('update calls set department_id = $2 where id = any($1)', [
        [ofAgent, ofLeader],
        departmentId,
      ]);
      const setScopes = async (scopes: object): Promise<void> => {
        await server.database.asOwner(
          "update roles set scopes = $2, permissions = permissions || '{recording.download}' where tenant_id = $1 and code = 'leader'",
          [tenantId, JSON.stringify(scopes)],
        );
        await server.sessions.refreshTenant(tenantId);
      };
      const look = async (id: string) => {
        const shown = await server.request(leader, 'GET', `/api/calls/${id}`);
        const urls = [`${recordingPath(id)}${query}`, ...(can === 'play' ? [`/api/calls/${id}/peaks`] : [])];
        const codes = await Promise.all(urls.map(async (url) => (await server.request(leader, 'GET', url)).statusCode));
        const head = await server.request(leader, 'HEAD', urls[0]!);
        return [
          shown.statusCode,
          shown.json<{ call: { can: string[] } }>().call.can.includes(can),
          ...new Set([...codes, head.statusCode]),
        ];
      };
      await setScopes({});
      expect([await look(ofAgent), await look(ofLeader)]).toEqual([
        [200, true, 200],
        [200, true, 200],
      ]);
      await setScopes({ [permission]: 'own' });
      expect([await look(ofAgent), await look(ofLeader)]).toEqual([
        [200, false, 404],
        [200, true, 200],
      ]);
      await setScopes({});
    },
  );

  test.each(['..%2f..%2fsecrets.json', '%2e%2e/%2e%2e/secrets.json', '....//secrets', '%00', 'a'.repeat(500)])(
    'a made-up name %s reaches no file',
    async (name) => {
      const reply = await server.request(server.tenant.administrator, 'GET', `/api/calls/${name}/recording`);
      expect(reply.statusCode).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode).toBeLessThan(500);
    },
  );
});

describe('a message that was left behind a conversation', () => {
  const said = Buffer.concat([wavHeader(1, 8000, 4), Buffer.from('left')]);
  const pointed = { seconds: 7, pointsPerSecond: 50, peaks: [[0.25]] };

  /** In the box of the stranger; the agent had talked with the caller before where there is a conversation. */
  async function withMessage(hasTalk: boolean): Promise<string> {
    const { tenant, files, database } = server;
    const id = await putCall('ready', tenant.agent.userId);
    const recordingId = newId();
    const [path, peaksPath] = ['wav', 'peaks.json'].map((end) =>
      fileName(tenant.id, 'recordings', `${recordingId}.${end}`),
    ) as [string, string];
    await files.put(path, said);
    await writeWaveform(files, peaksPath, pointed);
    const row = { tenantId: tenant.id, callId: id, source: '{}', startedAt: new Date() } as const;
    await database.db.tenant(tenant.id, async (tx) => {
      if (!hasTalk) await tx.deleteFrom('recordings').where('callId', '=', id).execute();
      await tx
        .insertInto('recordings')
        .values({ ...row, id: recordingId, kind: 'voicemail', status: 'ready', path, peaksPath })
        .execute();
      await tx
        .insertInto('voicemails')
        .values({
          tenantId: tenant.id,
          id,
          number: '+8615400000042',
          agentId: tenant.stranger.userId,
          leftAt: new Date(),
          seconds: 7,
        })
        .execute();
    });
    return id;
  }
  const heard = async (user: typeof server.tenant.agent, url: string) => {
    const { statusCode, rawPayload } = await server.request(user, 'GET', url);
    return [statusCode, rawPayload.equals(said) ? 'message' : rawPayload.equals(audio) ? 'call' : ''];
  };
  const drawn = async (user: typeof server.tenant.agent, id: string, query = '') =>
    (await server.request(user, 'GET', `/api/calls/${id}/peaks${query}`)).json<{ seconds?: number }>().seconds;

  test('[A4.7] is heard by itself, and what was said before it by who may hear the call', async () => {
    const { agent, stranger, administrator } = server.tenant;
    const id = await withMessage(true);
    expect(await heard(stranger, messagePath(id))).toEqual([200, 'message']);
    expect(await heard(administrator, messagePath(id))).toEqual([200, 'message']);
    expect(await heard(administrator, recordingPath(id))).toEqual([200, 'call']);
    expect(await heard(agent, recordingPath(id))).toEqual([200, 'call']);
    expect(await drawn(stranger, id, '?of=message')).toBe(pointed.seconds);
    expect(await drawn(administrator, id)).toBe(waveform.seconds);
  });

  test('[A4.7] [U1] gives whose box it is in no right to that', async () => {
    const { stranger } = server.tenant;
    const id = await withMessage(true);
    const shown = await server.request(stranger, 'GET', `/api/calls/${id}`);
    expect([shown.statusCode, shown.json<CallDetail>().call.can.includes('play')]).toEqual([200, false]);
    expect(await heard(stranger, recordingPath(id))).toEqual([404, '']);
    expect(await drawn(stranger, id)).toBeUndefined();
    // Of a call in which nobody talked it is the recording.
    expect(await heard(stranger, recordingPath(await withMessage(false)))).toEqual([200, 'message']);
  });

  test('[A4.7] that there is none is said', async () => {
    const reply = await server.request(server.tenant.agent, 'GET', messagePath(callId));
    expect(reply.json()).toMatchObject({ code: 'recording.missing' });
  });
});

describe('a consultation that is kept', () => {
  test('[R1] [U1] is told of and heard by its own right, never as the recording of its call', async () => {
    const { tenant, files, database, otherTenant } = server;
    const own = await putCall('ready', tenant.agent.userId);
    const recordingId = newId();
    const file = fileName(tenant.id, 'recordings', `${recordingId}.wav`);
    const said = Buffer.concat([wavHeader(2, 8000, 4), Buffer.from('said')]);
    await files.put(file, said);
    await database.db.tenant(tenant.id, async (tx) => {
      await tx
        .insertInto('callSegments')
        .values({
          tenantId: tenant.id,
          callId: own,
          seq: 4,
          kind: 'consultation',
          isMain: false,
          agentId: tenant.agent.userId,
          startedAt: new Date(),
          begunBy: 'leg-ready',
        })
        .execute();
      await tx
        .insertInto('recordings')
        .values({
          tenantId: tenant.id,
          id: recordingId,
          callId: own,
          kind: 'consultation',
          segmentSeq: 4,
          status: 'ready',
          source: 's',
          path: file,
          seconds: 20,
          startedAt: new Date(),
        })
        .execute();
    });
    const told = async (user: typeof tenant.agent) =>
      (await server.request(user, 'GET', `/api/calls/${own}`)).json<CallDetail>().consultations;
    expect(await told(tenant.administrator)).toMatchObject([
      { seq: 4, agentName: 'agent 802', seconds: 20, isReady: true, isComplete: true },
    ]);
    expect(await told(tenant.agent)).toEqual([]);
    const heard = async (user: typeof tenant.agent, url: string) => {
      const { statusCode, rawPayload } = await server.request(user, 'GET', url);
      return [statusCode, rawPayload.equals(said) ? 'consultation' : rawPayload.equals(audio) ? 'call' : ''];
    };
    expect(await heard(tenant.administrator, consultationPath(own, 4))).toEqual([200, 'consultation']);
    expect(await heard(tenant.administrator, recordingPath(own))).toEqual([200, 'call']);
    expect(await heard(tenant.agent, consultationPath(own, 4))).toEqual([403, '']);
    expect(await heard(otherTenant.administrator, consultationPath(own, 4))).toEqual([404, '']);
    expect(await heard(tenant.administrator, consultationPath(own, 3))).toEqual([404, '']);
    expect(await heard(tenant.administrator, `/api/calls/${own}/consultations/x/recording`)).toEqual([404, '']);
  });

  test('[R1] makes no recording of a call that has none', async () => {
    const { tenant, database } = server;
    const own = newId();
    await database.db.tenant(tenant.id, async (tx) => {
      await tx
        .insertInto('calls')
        .values({
          tenantId: tenant.id,
          id: own,
          direction: 'inbound',
          startedAt: new Date(),
          number: '+8615400000042',
          ownNumber: '',
        })
        .execute();
      await tx
        .insertInto('recordings')
        .values({
          tenantId: tenant.id,
          id: newId(),
          callId: own,
          kind: 'consultation',
          segmentSeq: 4,
          status: 'ready',
          source: 's',
          path: 'p',
          startedAt: new Date(),
        })
        .execute();
    });
    const detail = (await server.request(tenant.administrator, 'GET', `/api/calls/${own}`)).json<CallDetail>();
    expect([detail.call.recording, detail.recording]).toEqual(['none', null]);
    expect((await server.request(tenant.administrator, 'GET', recordingPath(own))).json()).toMatchObject({
      code: 'recording.missing',
    });
  });
});
