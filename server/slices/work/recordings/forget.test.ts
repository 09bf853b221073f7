/** Which of the recorders' files are removed, whatever became of their calls. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestServer } from '../../../test-server.ts';
import { forgetRaw } from './forget.ts';

let server: TestServer;
const rawFolder = mkdtempSync(path.join(tmpdir(), 'bahu-raw-'));
const now = Date.parse('2026-11-22T10:00:00Z');
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(async () => {
  rmSync(rawFolder, { recursive: true });
  await server.stop();
});

type Status = 'pending' | 'ready' | 'missing';
/** A call that ended so many seconds ago (null: goes on), with recordings in these states; the files of two of its legs. */
async function call(tenantId: string, endedAgo: number | null, statuses: readonly Status[] = []): Promise<string[]> {
  const id = newId();
  await server.database.db.tenant(tenantId, async (tx) => {
    const endedAt = endedAgo === null ? null : new Date(now - endedAgo * 1000);
    const of = {
      tenantId,
      direction: 'inbound',
      startedAt: new Date(now - 3_600_000),
      number: '+8615400000042',
      ownNumber: '',
    } as const;
    await tx
      .insertInto('calls')
      .values({ ...of, id, endedAt })
      .execute();
    for (const [i, status] of statuses.entries()) {
      const consultation = i === 0 ? {} : { kind: 'consultation' as const, segmentSeq: i };
      const row = { tenantId, id: newId(), callId: id, status, source: 's', startedAt: new Date(now), ...consultation };
      await tx.insertInto('recordings').values(row).execute();
    }
  });
  return write(id);
}
function write(id: string): string[] {
  const names = [2, 11].flatMap((leg) => ['heard', 'sent'].map((side) => `${id}.${leg}-${side}.raw`));
  for (const name of names) writeFileSync(path.join(rawFolder, name), 'x');
  return names;
}

test('[R1] files of recorders of which no recording is to be made are removed, and no others', async () => {
  const [here, there] = [server.tenant.id, server.otherTenant.id];
  const gone = [
    ...(await call(here, 61)),
    ...(await call(there, 86_400)),
    ...(await call(here, 61, ['ready', 'missing'])),
  ];
  const kept = [
    ...(await call(here, null)),
    ...(await call(here, 30)),
    ...write(newId()),
    ...(await call(there, 86_400, ['pending'])),
    ...(await call(here, 61, ['ready', 'pending'])),
  ];
  writeFileSync(path.join(rawFolder, 'note.txt'), 'x');
  expect(readdirSync(rawFolder)).toEqual(expect.arrayContaining(gone));
  const options = {
    db: server.database.db,
    clock: { now: () => now },
    rawFolder,
    voicemailFolder: `${rawFolder}-none`,
  };
  await forgetRaw(options, [here, there]);
  expect(readdirSync(rawFolder).toSorted()).toEqual([...kept, 'note.txt'].toSorted());
  for (const name of readdirSync(rawFolder)) rmSync(path.join(rawFolder, name));
  await forgetRaw(options, [here, there]);
});

test('[A4.7] messages that nobody keeps are removed behind their calls, and no greeting is', async () => {
  const voicemailFolder = mkdtempSync(path.join(tmpdir(), 'bahu-messages-'));
  const idOf = async (...of: Parameters<typeof call>) => (await call(...of))[0]!.slice(0, 36);
  const { id } = server.tenant;
  const [ended, kept, live] = [await idOf(id, 61), await idOf(id, 61, ['pending']), await idOf(id, null)];
  const greeting = `greeting-${newId()}.wav`;
  const messages = [ended, kept, live].map((callId) => `voicemail-${callId}.wav`);
  for (const name of [...messages, greeting]) writeFileSync(path.join(voicemailFolder, name), 'x');
  await forgetRaw({ db: server.database.db, clock: { now: () => now }, rawFolder, voicemailFolder }, [id]);
  expect(readdirSync(voicemailFolder).toSorted()).toEqual([greeting, ...messages.slice(1)].toSorted());
  rmSync(voicemailFolder, { recursive: true });
});
