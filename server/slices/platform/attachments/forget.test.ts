/** What becomes of files that nobody has: gone in time with every trace, and never one that a record has. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import type { Files } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer } from '../../../test-server.ts';
import { forgetAttachments } from './forget.ts';
import { drivenFiles } from './test-files.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { agent } = server.tenant;
const { db } = server.database;
const { design, sent, customer, save, read, rows, kept, ask } = drivenFiles(server);
await design('customers', 'papers');
await design('follow-ups', 'proof');
beforeEach(() => server.database.asOwner('delete from attachments'));

const forget = (files: Files = server.files): Promise<void> => forgetAttachments(db, server.tenant.id, files);
/** So many days go by. */
const wait = async (days: number): Promise<void> => {
  await server.database.asOwner(
    `update attachments set created_at = created_at - make_interval(days => $1), unused_since = unused_since - make_interval(days => $1)`,
    [days],
  );
};
const idsOfRows = async () => (await rows()).map(({ id }) => id);
const isKept = async ({ id }: Attachment): Promise<boolean> => (await kept()).some((name) => name.endsWith(id));

test('[C6] what was sent and never saved goes after some days', async () => {
  const file = await sent(agent);
  await wait(2);
  await forget();
  expect([await idsOfRows(), await isKept(file)]).toEqual([[file.id], true]);
  await wait(2);
  await forget();
  expect([await idsOfRows(), await isKept(file)]).toEqual([[], false]);
});

test('[C6] what a record has stays for ever, of customers and of follow-ups', async () => {
  const [one, other] = [await sent(agent), await sent(agent)];
  const { id } = await customer(agent, { papers: [one.id] });
  await ask(agent, 'POST', `/customers/${id}/follow-ups`, {
    serviceType: 'consult',
    stage: '',
    callState: 'connected',
    currentState: 'open',
    channel: 'phone',
    content: '有',
    fields: { proof: [other.id] },
  });
  for (let turn = 0; turn < 3; turn += 1) {
    await forget();
    await wait(400);
  }
  expect(await idsOfRows()).toEqual([one.id, other.id].toSorted());
  expect([(await read(agent, one)).statusCode, (await read(agent, other)).statusCode]).toEqual([200, 200]);
});

test('[C6] what was taken out of a record can be put back for some days, and goes then', async () => {
  const [back, gone] = [await sent(agent), await sent(agent)];
  const { id } = await customer(agent, { papers: [back.id, gone.id] });
  await save(agent, id, { papers: [] });
  await forget();
  await wait(6);
  await forget();
  expect((await save(agent, id, { papers: [back.id] })).statusCode).toBe(200);
  await wait(2);
  await forget();
  expect([await idsOfRows(), await isKept(back), await isKept(gone)]).toEqual([[back.id], true, false]);
  expect((await save(agent, id, { papers: [back.id, gone.id] })).statusCode).toBe(400);
  expect((await read(agent, back)).statusCode).toBe(200);
});

test('[C6] what comes back in any other way is kept as well, however long it was away', async () => {
  const file = await sent(agent);
  const { id, fields } = await customer(agent, { papers: [file.id] });
  const values = async (): Promise<unknown> =>
    (await server.database.asOwner<{ fields: object }>('select fields from customers where id = $1', [id]))[0]!.fields;
  const before = await values();
  await save(agent, id, { papers: [] });
  await forget();
  await wait(30);
  // As an import that is taken back restores a record.
  await server.database.asOwner('update customers set fields = $2 where id = $1', [id, JSON.stringify(before)]);
  await forget();
  expect([await idsOfRows(), fields['papers']]).toEqual([[file.id], [file]]);
  await wait(30);
  await forget();
  expect(await idsOfRows()).toEqual([file.id]);
});

test('[C6] what a record had that is gone itself goes with it', async () => {
  const file = await sent(agent);
  const { id } = await customer(agent, { papers: [file.id] });
  await server.database.asOwner('delete from customer_numbers where customer_id = $1', [id]);
  await server.database.asOwner('delete from customers where id = $1', [id]);
  expect((await read(agent, file)).statusCode).toBe(404);
  await forget();
  await wait(8);
  await forget();
  expect([await idsOfRows(), await isKept(file)]).toEqual([[], false]);
});

test('[C6] what a killed process left of an upload goes with its unfinished file, and nothing beside it', async () => {
  const file = await sent(agent);
  const [{ path: beside }] = (await rows()) as unknown as [{ path: string }];
  const folder = path.dirname(beside);
  const [dead, young] = [newId(), newId()];
  for (const id of [dead, young])
    await server.database.asOwner(
      'insert into attachments (tenant_id, id, name, path, created_by) values ($1, $2, $3, $4, $5)',
      [server.tenant.id, id, 'x', `${folder}/${id}`, agent.userId],
    );
  mkdirSync(path.join(server.folder, folder), { recursive: true });
  for (const id of [dead, young]) writeFileSync(path.join(server.folder, folder, `${id}.4711.new`), 'half');
  await server.database.asOwner("update attachments set created_at = now() - interval '25 hours' where id = $1", [
    dead,
  ]);
  await forget();
  expect(await idsOfRows()).toEqual([file.id, young].toSorted());
  const left = await kept();
  expect([dead, young, file.id].map((id) => left.some((name) => name.includes(id)))).toEqual([false, true, true]);
});

test('[C6] a run that is cut short anywhere is ended by the next one', async () => {
  const [first, second] = [await sent(agent), await sent(agent)];
  await wait(4);
  const broken: Files = {
    ...server.files,
    remove: async (name) => {
      if (name.endsWith(second.id)) throw new Error('killed');
      await server.files.remove(name);
    },
  };
  await expect(forget(broken)).rejects.toThrow('killed');
  // Nobody can take it any more, though it is still there.
  expect((await rows()).map(({ id, state }) => [id, state])).toEqual([[second.id, 'removing']]);
  expect((await read(agent, second)).statusCode).toBe(404);
  const { id } = await customer(agent);
  expect((await save(agent, id, { papers: [second.id] })).statusCode).toBe(400);
  await forget();
  expect([await idsOfRows(), await isKept(first), await isKept(second)]).toEqual([[], false, false]);
});

test('[C6] a file that somebody saves at that moment is not taken away', async () => {
  const file = await sent(agent);
  await wait(4);
  await db.tenant(server.tenant.id, async (tx) => {
    await tx.selectFrom('attachments').select('id').where('id', '=', file.id).forUpdate().execute();
    await forget();
  });
  expect([await idsOfRows(), await isKept(file)]).toEqual([[file.id], true]);
});
