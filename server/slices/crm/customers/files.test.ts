/** Files of customers beside their fields. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerFile } from '@bahu/contract/customer-files.ts';
import type { TimelineItem } from '@bahu/contract/timeline.ts';
import type { Attachment } from '@bahu/domain/attachments/attachment.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';
import { forgetAttachments } from '../../platform/attachments/forget.ts';
import { drivenFiles, pdf, png } from '../../platform/attachments/test-files.ts';

let server: TestServer;
let drive: ReturnType<typeof drivenFiles>;
beforeAll(async () => {
  server = await createTestServer();
  drive = drivenFiles(server);
});
afterAll(() => server.stop());

const add = (user: TestUser, id: string, files: readonly Attachment[]) =>
  server.request(user, 'POST', `/api/customers/${id}/files`, { ids: files.map((file) => file.id) });
const remove = (user: TestUser, id: string, file: Attachment) =>
  server.request(user, 'DELETE', `/api/customers/${id}/files/${file.id}`);
const list = async (user: TestUser, id: string): Promise<CustomerFile[]> =>
  (await server.request(user, 'GET', `/api/customers/${id}/files`)).json<{ items: CustomerFile[] }>().items;
const names = async (user: TestUser, id: string): Promise<string[]> =>
  (await list(user, id)).map(({ name }) => name).toSorted();

async function withRights(change: string, work: () => Promise<void>): Promise<void> {
  const { id: tenantId } = server.tenant;
  const set = async (how: string): Promise<void> => {
    await server.database.asOwner(`update roles set permissions = ${how} where tenant_id = $1 and code = 'agent'`, [
      tenantId,
    ]);
    await server.sessions.refreshTenant(tenantId);
  };
  await set(`array_remove(permissions, '${change}')`);
  await work();
  await set(`permissions || '{${change}}'`);
}

describe('[C2] [A2.3] files of a customer', () => {
  test('are added, stand in the tab and in the timeline, and go to whoever may open the customer', async () => {
    const { agent, administrator, stranger } = server.tenant;
    const { id } = await drive.customer(agent);
    const [contract, photo] = [await drive.sent(agent), await drive.sent(agent, '门头.png', png)];
    expect((await add(agent, id, [contract, photo])).json<{ items: CustomerFile[] }>().items).toHaveLength(2);
    expect(await names(administrator, id)).toEqual(['合同.pdf', '门头.png']);
    const { items } = (await server.request(agent, 'GET', `/api/customers/${id}/history?kinds=file`)).json<{
      items: TimelineItem[];
    }>();
    const shown = items.map((item) => (item.kind === 'file' ? `${item.file.name} ${item.byName}` : ''));
    expect(shown.toSorted()).toEqual(['合同.pdf agent 802', '门头.png agent 802']);
    expect((await drive.read(administrator, contract)).rawPayload.equals(pdf)).toBe(true);
    expect((await drive.read(stranger, contract)).statusCode).toBe(404);
    expect((await server.request(stranger, 'GET', `/api/customers/${id}/files`)).statusCode).toBe(404);
    expect((await drive.read(server.otherTenant.administrator, contract)).statusCode).toBe(404);
  });

  test('can be taken off and given back, and are forgotten after a while', async () => {
    const { agent } = server.tenant;
    const { id } = await drive.customer(agent);
    const file = await drive.sent(agent);
    await add(agent, id, [file]);
    expect((await remove(agent, id, file)).statusCode).toBe(200);
    expect([await names(agent, id), (await drive.read(agent, file)).statusCode]).toEqual([[], 404]);
    expect((await add(agent, id, [file])).statusCode).toBe(200);
    expect(await names(agent, id)).toEqual(['合同.pdf']);
    await forgetAttachments(server.database.db, server.tenant.id, server.files);
    expect((await drive.read(agent, file)).statusCode).toBe(200);
    await remove(agent, id, file);
    await server.database.asOwner(`update attachments set unused_since = now() - interval '8 days' where id = $1`, [
      file.id,
    ]);
    await forgetAttachments(server.database.db, server.tenant.id, server.files);
    expect((await add(agent, id, [file])).json()).toMatchObject({ code: 'attachment.missing' });
  });

  test('[U1] [U3] are added and removed by whoever may change the customer, of what they sent themselves', async () => {
    const { agent, stranger } = server.tenant;
    const [{ id }, theirs] = [await drive.customer(agent), await drive.sent(stranger)];
    expect((await add(agent, id, [theirs])).json()).toMatchObject({ code: 'attachment.missing' });
    expect((await add(stranger, id, [theirs])).statusCode).toBe(404);
    const own = await drive.sent(agent);
    await add(agent, id, [own]);
    await withRights('customer.edit', async () => {
      expect((await remove(agent, id, own)).statusCode).toBe(403);
      expect((await list(agent, id)).map(({ can }) => can)).toEqual([[]]);
    });
    const other = await drive.customer(agent);
    expect((await add(agent, other.id, [own])).json()).toMatchObject({ code: 'attachment.missing' });
    expect((await remove(agent, other.id, own)).statusCode).toBe(404);
  });

  test('[U1] are saved by whoever has the right, and shown to everybody who may open the customer', async () => {
    const { agent } = server.tenant;
    const { id } = await drive.customer(agent);
    const file = await drive.sent(agent);
    await add(agent, id, [file]);
    await withRights('attachment.download', async () => {
      expect((await drive.read(agent, file)).statusCode).toBe(403);
      const shown = await drive.read(agent, file, '?inline=1');
      expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'application/pdf']);
      expect(shown.headers['x-content-type-options']).toBe('nosniff');
      expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    });
  });

  test('are played from where the player asks', async () => {
    const { agent } = server.tenant;
    const sound = await drive.sent(agent, '留言.mp3', Buffer.from('ID3 0123456789'));
    const part = await server.app.inject({
      url: `/api/attachments/${sound.id}?inline=1`,
      headers: { cookie: agent.cookie, range: 'bytes=4-7' },
    });
    expect([part.statusCode, part.payload, part.headers['content-range']]).toEqual([206, '0123', 'bytes 4-7/14']);
    const beyond = await server.app.inject({
      url: `/api/attachments/${sound.id}?inline=1`,
      headers: { cookie: agent.cookie, range: 'bytes=99-' },
    });
    expect(beyond.statusCode).toBe(416);
  });

  test('go with the customer: into the bin and back, and to whoever they are merged into and back', async () => {
    const { agent, administrator } = server.tenant;
    const [into, from] = [await drive.customer(agent), await drive.customer(agent)];
    const file = await drive.sent(agent);
    await add(agent, from.id, [file]);
    await server.request(administrator, 'DELETE', `/api/customers/${from.id}`);
    expect((await drive.read(agent, file)).statusCode).toBe(404);
    const restored = `/api/deleted-customers/${from.id}/restoration`;
    expect((await server.request(administrator, 'POST', restored)).statusCode).toBe(200);
    expect(await names(agent, from.id)).toEqual(['合同.pdf']);
    const versionOf = async (id: string): Promise<number> =>
      (await server.request(administrator, 'GET', `/api/customers/${id}`)).json<{ version: number }>().version;
    const merge = {
      mergedId: from.id,
      mergedVersion: await versionOf(from.id),
      version: await versionOf(into.id),
      take: [],
    };
    const merged = await server.request(administrator, 'POST', `/api/customers/${into.id}/merges`, merge);
    expect([merged.statusCode, await names(agent, into.id)]).toEqual([200, ['合同.pdf']]);
    const { mergeId } = merged.json<{ mergeId: string }>();
    await server.request(administrator, 'POST', `/api/customer-merges/${mergeId}/undo`);
    expect([await names(agent, into.id), await names(agent, from.id)]).toEqual([[], ['合同.pdf']]);
  });
});
