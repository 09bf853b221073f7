/** What a queue cuts from the beginning of its conversations is in no recording, looked for by its level. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Files } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { createClock } from '../../../kernel/clock.ts';
import { createLog } from '../../../kernel/log.ts';
import { createTestServer } from '../../../test-server.ts';
import { addQueue } from '../missed-calls/test-ends.ts';
import { createFinishJob } from './finish.ts';
import { wavHeader } from './wav.ts';

const server = await createTestServer();
const log = createLog('error', { write: () => undefined });
const folder = mkdtempSync(path.join(tmpdir(), 'bahu-cut-'));
mkdirSync(folder, { recursive: true });
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});
const { id: tenantId, agent } = server.tenant;
const [announced, talked] = [1000, 3000] as const;
const startedAt = new Date('2026-11-22T08:30:00Z');

const tenant = <T>(work: Parameters<typeof server.database.db.tenant<T>>[1]) =>
  server.database.db.tenant(tenantId, work);

/** A conversation of six seconds whose first two are the announcement; its recording, finished. */
async function recorded(cutSeconds: number, files: Files = server.files) {
  const [queueId, callId, recordingId] = [newId(), newId(), newId()];
  await addQueue(server, { id: queueId, name: `截取${cutSeconds}`, number: String(910 + cutSeconds), members: [] });
  await server.database.asOwner('update queues set recording_cut_seconds = $1 where id = $2', [cutSeconds, queueId]);
  const samples = Int16Array.from({ length: 6 * 8000 }, (_, i) => (i < 2 * 8000 ? announced : talked));
  const endedAt = new Date(startedAt.getTime() + 6000);
  const legId = `${callId}.1`;
  for (const side of ['heard', 'sent'])
    writeFileSync(path.join(folder, `${legId}-${side}.raw`), Buffer.from(samples.buffer));
  const spans = [{ from: startedAt.getTime(), to: endedAt.getTime() }];
  const source = JSON.stringify({ endedAt: endedAt.getTime(), segments: [{ legId, spans }] });
  await tenant(async (tx) => {
    const call = { tenantId, id: callId, direction: 'inbound', number: '+8615400000042', ownNumber: '' } as const;
    await tx
      .insertInto('calls')
      .values({ ...call, queueId, agentId: agent.userId, startedAt, endedAt })
      .execute();
    await tx
      .insertInto('recordings')
      .values({ tenantId, id: recordingId, callId, kind: 'call', status: 'pending', source, startedAt })
      .execute();
  });
  const options = { files, clock: createClock(), rawFolder: folder, voicemailFolder: folder };
  const job = createFinishJob({ ...options, onReady: () => undefined });
  await job.handle({ recordingIds: [recordingId] }, { tenantId, log, attempt: 1, tenant });
  const row = await tenant((tx) =>
    tx.selectFrom('recordings').selectAll().where('id', '=', recordingId).executeTakeFirst(),
  );
  if (!row?.path) return null;
  const pieces: Buffer[] = [];
  for await (const piece of server.files.read(row.path)) pieces.push(piece as Buffer);
  const levels = new Int16Array(new Uint8Array(Buffer.concat(pieces).subarray(44)).buffer);
  const secondsOf = (level: number): number => levels.filter((one) => one === level).length / 2 / 8000;
  return {
    seconds: row.seconds,
    after: (row.startedAt.getTime() - startedAt.getTime()) / 1000,
    announced: secondsOf(announced),
    talked: secondsOf(talked),
  };
}

test('[U5] a queue cuts so many seconds from the beginning of its recordings, and no sound of them is kept', async () => {
  expect(await recorded(0)).toEqual({ seconds: 6, after: 0, announced: 2, talked: 4 });
  expect(await recorded(2)).toEqual({ seconds: 4, after: 2, announced: 0, talked: 4 });
  expect(await recorded(3)).toEqual({ seconds: 3, after: 3, announced: 0, talked: 3 });
});

test('[U5] of a conversation that is over before its recording would begin none is kept', async () => {
  expect(await recorded(6)).toBeNull();
  expect(await recorded(7)).toBeNull();
});

test('[R1] [P4] of a recording that is erased while it is made no file is left', async () => {
  const put: string[] = [];
  const files: Files = {
    ...server.files,
    put: async (name, content) => {
      put.push(name);
      await server.database.asOwner("delete from recordings where tenant_id = $1 and status = 'pending'", [tenantId]);
      return server.files.put(name, content);
    },
  };
  expect(await recorded(1, files)).toBeNull();
  expect(put).toHaveLength(2);
  for (const name of put) expect(await server.files.size(name)).toBeNull();
});

/** The message of a call that ended a minute ago, in a file with so many bytes in its header. */
async function message(headerBytes: number): Promise<{ status: string; seconds: number | null }> {
  const [callId, recordingId, startedAt] = [newId(), newId(), new Date(Date.now() - 120_000)];
  const endedAt = new Date(startedAt.getTime() + 60_000);
  writeFileSync(
    path.join(folder, `voicemail-${callId}.wav`),
    Buffer.concat([wavHeader(1, 8000, headerBytes), Buffer.alloc(4 * 16_000, 1)]),
  );
  await tenant(async (tx) => {
    const call = { tenantId, id: callId, direction: 'inbound', number: '+8615400000043', ownNumber: '' } as const;
    await tx
      .insertInto('calls')
      .values({ ...call, agentId: agent.userId, startedAt, endedAt, outcome: 'voicemail' })
      .execute();
    const row = { tenantId, id: recordingId, callId, kind: 'voicemail', status: 'pending', source: '{}' } as const;
    await tx
      .insertInto('recordings')
      .values({ ...row, startedAt })
      .execute();
  });
  const options = { files: server.files, clock: createClock(), rawFolder: folder, voicemailFolder: folder };
  const job = createFinishJob({ ...options, onReady: () => undefined });
  await job.handle({ recordingIds: [recordingId] }, { tenantId, log, attempt: 1, tenant });
  const [row] = await tenant((tx) =>
    tx.selectFrom('recordings').select(['status', 'seconds']).where('id', '=', recordingId).execute(),
  );
  const { isCut } = (await server.request(server.tenant.administrator, 'GET', `/api/voicemails/${callId}`)).json<{
    isCut: boolean;
  }>();
  expect(isCut).toBe(row!.status === 'incomplete');
  return row!;
}

test('[A4.7] a message whose writer was killed is kept as far as it was written, and says that it is cut', async () => {
  expect(await message(4 * 16_000)).toEqual({ status: 'ready', seconds: 4 });
  expect(await message(0)).toEqual({ status: 'incomplete', seconds: 4 });
});
