/** Files coming in: whatever is sent, it is kept whole under a harmless name, or refused and gone. */
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { createTestServer } from '../../../test-server.ts';
import { drivenFiles, pdf, png } from './test-files.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, agent } = server.tenant;
const { send, sent, read, rows, kept } = drivenFiles(server);
beforeEach(() => server.database.asOwner('delete from attachments'));

const codeOf = async (reply: ReturnType<typeof send>): Promise<unknown> => (await reply).json<ErrorBody>().code;
const nothingIsLeft = async (before: readonly string[]): Promise<void> => {
  expect(await rows()).toEqual([]);
  expect(await kept()).toEqual(before);
};

describe('[C6] a file that comes in', () => {
  test.each([
    ['报价单.pdf', pdf, '报价单.pdf', 'application/pdf'],
    ['photo.png', png, 'photo.png', 'image/png'],
    // What it is called makes it nothing else.
    ['photo.png', pdf, 'photo.png', 'application/pdf'],
    ['../../../etc/passwd', Buffer.from('root'), 'passwd', 'application/octet-stream'],
    ['..\\..\\x.pdf', pdf, 'x.pdf', 'application/pdf'],
    ['a\r\nset-cookie: x=1\u202e.txt', Buffer.from('x'), 'aset-cookie x=1.txt', 'application/octet-stream'],
    ['..', pdf, 'file', 'application/pdf'],
    ['x.svg', Buffer.from('<svg onload="alert(1)"/>'), 'x.svg', 'application/octet-stream'],
    ['one byte', Buffer.from([0]), 'one byte', 'application/octet-stream'],
  ])('[C6] as %j is kept whole as what it is', async (name, bytes, keptAs, type) => {
    const reply = await send(agent, name, bytes);
    expect(reply.statusCode, reply.body).toBe(200);
    const file = reply.json<Attachment>();
    expect(file).toEqual({ id: file.id, name: keptAs, type, size: bytes.length });
    expect((await read(agent, file)).rawPayload).toEqual(bytes);
    const [row] = await rows();
    // Its name is nowhere in the store.
    expect(row).toMatchObject({ id: file.id, record_id: null, state: 'stored' });
    expect(row!.path).toMatch(new RegExp(`^${server.tenant.id}/attachments/[0-9]{4}-[0-9]{2}/${file.id}$`));
  });

  test('[C6] of exactly the limit is kept, whether its length is announced or not', async () => {
    const bytes = Buffer.alloc(attachmentLimits.bytes, 'x');
    expect((await sent(agent, 'large.bin', bytes)).size).toBe(attachmentLimits.bytes);
    expect((await send(agent, 'large.bin', Readable.from([bytes]))).json<Attachment>().size).toBe(bytes.length);
  });

  test.each([
    ['is empty', 'a.pdf', Buffer.alloc(0), {}, 'attachment.empty'],
    ['is a program by its bytes', 'invoice.pdf', Buffer.from('MZ\u0090\u0000'), {}, 'attachment.program'],
    ['is a program by its name', 'invoice.pdf.EXE', pdf, {}, 'attachment.program'],
    ['is announced as too large', 'a.pdf', pdf, { 'content-length': '20971521' }, 'attachment.too-large'],
    ['is not as long as was announced', 'a.pdf', pdf, { 'content-length': '5000' }, 'input.invalid'],
    ['is longer than was announced', 'a.pdf', pdf, { 'content-length': '3' }, 'input.invalid'],
    ['has no name', '', pdf, {}, 'input.invalid'],
    ['has a sign in its name that no text has', 'a\u0000.pdf', pdf, {}, 'input.invalid'],
    ['has a name without an end', 'x'.repeat(256), pdf, {}, 'input.invalid'],
  ])('[C6] that %s is refused and leaves nothing', async (_what, name, bytes, headers, code) => {
    const before = await kept();
    expect(await codeOf(send(agent, name, bytes, headers))).toBe(code);
    await nothingIsLeft(before);
  });

  test('[C6] that goes on beyond the limit, or breaks off, is refused and leaves nothing', async () => {
    const before = await kept();
    const endless = Readable.from(Array.from({ length: 22 }, () => Buffer.alloc(1024 * 1024, 'x')));
    expect(await codeOf(send(agent, 'a.bin', endless))).toBe('attachment.too-large');
    await nothingIsLeft(before);
    const port = await new Promise<number>((resolve) => {
      server.app.server.listen(0, '127.0.0.1', () => resolve((server.app.server.address() as AddressInfo).port));
    });
    const broken = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/attachments?name=a.pdf',
      headers: {
        cookie: agent.cookie,
        origin: `http://127.0.0.1:${port}`,
        'content-type': 'application/octet-stream',
        'content-length': '5000000',
      },
    });
    broken.on('error', () => undefined);
    broken.write(Buffer.alloc(100_000, 'x'));
    // On its way: the row is there before the bytes are.
    await expect.poll(rows).toMatchObject([{ state: 'receiving' }]);
    broken.destroy();
    await expect.poll(rows).toEqual([]);
    await expect.poll(kept).toEqual(before);
  });

  test('[C6] of a kind that is no bytes, or without a body, is refused', async () => {
    expect(await codeOf(send(agent, 'a.pdf', pdf, { 'content-type': 'text/html' }))).toBe('input.type');
    expect(await codeOf(send(agent, 'a.pdf', undefined))).toBe('attachment.empty');
    await nothingIsLeft(await kept());
  });

  test('[C6] [P1] that the storage of the company has no room for is refused and leaves nothing', async () => {
    const room = (bytes: number) =>
      server.database.asOwner('update tenants set storage_bytes = $2 where id = $1', [server.tenant.id, bytes]);
    const before = await kept();
    await room(10);
    expect(await codeOf(send(agent, 'a.pdf', pdf))).toBe('tenant.storage-full');
    expect(await codeOf(send(agent, 'a.pdf', Readable.from([pdf])))).toBe('tenant.storage-full');
    await nothingIsLeft(before);
    await room(pdf.length + 5);
    await sent(agent);
    expect(await codeOf(send(agent, 'b.pdf', pdf))).toBe('tenant.storage-full');
    const { usage } = (await server.request(administrator, 'GET', '/api/tenant')).json<{
      usage: { storageBytes: number };
    }>();
    expect(usage.storageBytes).toBe(pdf.length);
    await room(0);
  });

  test('[C6] is refused from whoever may write no record', async () => {
    const before = await kept();
    expect(await codeOf(send(server.tenant.inspector, 'a.pdf', pdf))).toBe('forbidden');
    const nobody = await server.app.inject({
      method: 'POST',
      url: '/api/attachments?name=a',
      payload: pdf,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(nobody.statusCode).toBe(401);
    await nothingIsLeft(before);
  });

  test('[C6] is one of a limited number that nobody has saved', async () => {
    await server.database.asOwner(
      `insert into attachments (tenant_id, id, name, path, state, created_by)
       select $1, gen_random_uuid(), 'x', 'x', 'stored', $2 from generate_series(1, $3)`,
      [server.tenant.id, agent.userId, attachmentLimits.unsaved - 1],
    );
    const codes = await Promise.all([1, 2, 3].map((index) => codeOf(send(agent, `${index}.pdf`, pdf))));
    expect(codes.filter((code) => code === 'attachment.too-many-unsaved')).toHaveLength(2);
    await sent(administrator);
  });
});
