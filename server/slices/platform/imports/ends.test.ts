/** How an import ends, and what is left of its file then. */
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Import } from '@bahu/contract/imports.ts';
import { fileName } from '../../../kernel/files.ts';
import { newId } from '../../../kernel/ids.ts';
import { repeated, sheetFile } from '../../../spreadsheet/test-files.ts';
import { openTransfers } from '../../../test-transfers.ts';
import { forgetImports } from './forget.ts';

const { server, drive, admin } = await openTransfers();

const table = (...lines: string[]): string => ['姓名,电话', ...lines].join('\r\n');
const stored = async (): Promise<string[]> =>
  (await server.files.list(server.tenant.id, 'imports')).map(({ name }) => name);
const fileOf = async (id: string): Promise<string | null> =>
  (await server.database.asOwner<{ path: string | null }>('select path from imports where id = $1', [id]))[0]!.path;
const cancel = (id: string) => server.request(admin(), 'DELETE', `/api/imports/${id}`);
const send = async (payload: string | Buffer | Readable): Promise<Import> => {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/imports/file?kind=customers&name=a.csv',
    headers: { cookie: admin().cookie, 'content-type': 'application/octet-stream' },
    payload,
  });
  return reply.json<Import>();
};

describe('[C4] an import that was applied', () => {
  test('[C4] is not cancelled any more, nor one that was undone, that failed or was cancelled before', async () => {
    const applied = await drive.importAll(admin(), table('甲,15400003001'));
    const undone = await drive.importAll(admin(), table('乙,15400003002'));
    await drive.step(admin(), undone.id, 'undo');
    const failed = await drive.upload(admin(), '<html>');
    const cancelled = await drive.upload(admin(), table('丙,15400003003'));
    expect((await cancel(cancelled.id)).statusCode).toBe(200);
    for (const [id, state] of [
      [applied.id, 'applied'],
      [undone.id, 'undone'],
      [failed.id, 'failed'],
      [cancelled.id, 'cancelled'],
    ] as const) {
      const before = await server.database.asOwner('select count(*) from audit_rows where record_id = $1', [id]);
      const reply = await cancel(id);
      expect([reply.statusCode, reply.json<{ code: string }>().code], state).toEqual([409, 'import.wrong-state']);
      const after = await drive.get(admin(), id);
      expect([after.state, after.can.includes('cancel')]).toEqual([state, false]);
      expect(await server.database.asOwner('select count(*) from audit_rows where record_id = $1', [id])).toEqual(
        before,
      );
    }
    const customers = await server.database.asOwner<{ name: string }>(
      "select name from customers where phone like '+8615400003%' order by phone",
    );
    expect(customers.map(({ name }) => name)).toEqual(['甲']);
  });

  test('[C4] ends as applied when it is cancelled after its last batch was written', async () => {
    const ready = await drive.map(admin(), await drive.upload(admin(), table('丁,15400003004')));
    const { jobId } = (await server.request(admin(), 'POST', `/api/imports/${ready.id}/apply`)).json<Import>();
    await drive.work();
    await server.database.asOwner('update background_jobs set is_cancelled = true where id = $1', [jobId]);
    await drive.work();
    expect(await drive.get(admin(), ready.id)).toMatchObject({ state: 'applied', can: ['undo'] });
  });
});

describe('[C4] a cancel while a file is read', () => {
  const bomb = () =>
    sheetFile(
      function* rows() {
        yield '<sheetData>';
        yield* repeated('<row/>', 400_000);
        yield '</sheetData>';
      },
      {
        'xl/sharedStrings.xml': function* texts() {
          yield '<sst>';
          yield* repeated('<si/>', 9_000_000);
        },
      },
    );

  test('[C4] is obeyed before the file is refused for what it is', async () => {
    const found = await send(await bomb());
    await server.database.asOwner("update background_jobs set state = 'running', is_cancelled = true where id = $1", [
      found.jobId,
    ]);
    await drive.work();
    expect(await drive.get(admin(), found.id)).toMatchObject({ state: 'cancelled', error: null });
    expect(await fileOf(found.id)).toBeNull();
  });

  test('[C4] is obeyed while rows are checked as well', async () => {
    const found = await drive.upload(admin(), table('甲,15400003011'));
    const { jobId } = (
      await server.request(admin(), 'PUT', `/api/imports/${found.id}/mapping`, {
        mapping: found.mapping,
        onExisting: 'skip',
      })
    ).json<Import>();
    await server.database.asOwner("update background_jobs set state = 'running', is_cancelled = true where id = $1", [
      jobId,
    ]);
    await drive.work();
    expect(await drive.get(admin(), found.id)).toMatchObject({ state: 'cancelled', counts: null });
  });
});

describe('[P1] the file of an import', () => {
  test('[P1] is kept while a step may read it, and goes with the end: applied, cancelled, failed', async () => {
    const found = await drive.upload(admin(), table('甲,15400003021'));
    const file = (await fileOf(found.id))!;
    expect(await stored()).toContain(file);
    await drive.map(admin(), found);
    expect(await stored()).toContain(file);
    await drive.step(admin(), found.id, 'apply');
    expect([await fileOf(found.id), (await stored()).includes(file)]).toEqual([null, false]);
    const before = (await stored()).length;
    const failed = await drive.upload(admin(), '%PDF-1.7');
    expect([failed.error?.code, await fileOf(failed.id)]).toEqual(['import.picture', null]);
    const given = await drive.upload(admin(), table('乙,15400003022'));
    await cancel(given.id);
    expect([await fileOf(given.id), (await stored()).length]).toEqual([null, before]);
    expect(await drive.step(admin(), found.id, 'undo')).toMatchObject({ state: 'undone' });
  });

  test('[P1] does not count as stored once it is gone', async () => {
    const { otherTenant, database } = server;
    const of = (name: string) => ({ name, kind: 'customers' });
    await database.asOwner('update tenants set storage_bytes = 1000 where id = $1', [otherTenant.id]);
    for (let i = 0; i < 5; i++)
      expect((await drive.upload(otherTenant.administrator, `%PDF${'x'.repeat(700)}`, of('a.pdf'))).state).toBe(
        'failed',
      );
    await database.asOwner('update tenants set storage_bytes = 0 where id = $1', [otherTenant.id]);
  });

  test('[P1] is not kept of an upload that is refused after it came, or that breaks off', async () => {
    const before = (await stored()).length;
    await server.database.asOwner('update tenants set storage_bytes = 10 where id = $1', [server.tenant.id]);
    expect(await send(Readable.from([Buffer.alloc(600, 'x')]))).toMatchObject({ code: 'tenant.storage-full' });
    await server.database.asOwner('update tenants set storage_bytes = 0 where id = $1', [server.tenant.id]);
    await server.database.asOwner('alter table imports add constraint refused check (bytes <> 1234)');
    expect(await send(Buffer.alloc(1234, 'x'))).toMatchObject({ code: 'internal' });
    await server.database.asOwner('alter table imports drop constraint refused');
    expect(await stored()).toHaveLength(before);
  });

  test('[P1] that nothing knows of goes after a day, that of an ended import at once, and that of a waiting one stays', async () => {
    const waiting = await drive.upload(admin(), table('甲,15400003031'));
    const ended = await drive.upload(admin(), table('乙,15400003032'));
    await server.database.asOwner("update imports set state = 'cancelled' where id = $1", [ended.id]);
    const folder = path.join(server.folder, server.tenant.id, 'imports');
    mkdirSync(folder, { recursive: true });
    const [old, young] = [`${newId()}.table`, `${newId()}.table.4711.new`];
    for (const name of [old, young, `${old}.12.new`]) writeFileSync(path.join(folder, name), 'x');
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
    for (const name of [old, `${old}.12.new`]) utimesSync(path.join(folder, name), yesterday, yesterday);
    await forgetImports(server.database.db, server.tenant.id, server.files);
    expect(readdirSync(folder).sort()).toEqual([young, path.basename((await fileOf(waiting.id))!)].sort());
    expect([await fileOf(ended.id), existsSync(path.join(folder, young))]).toEqual([null, true]);
    expect(await server.files.list(server.tenant.id, 'never-made')).toEqual([]);
    expect(fileName(server.tenant.id, 'imports', young)).toBe(`${server.tenant.id}/imports/${young}`);
  });
});
