/** Files and the records that have them: who may take one, who may read one, and what becomes of them when the field or the record changes. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { FollowUp } from '@bahu/contract/follow-ups.ts';
import type { ErrorBody } from '@bahu/contract/errors.ts';
import { attachmentLimits, type Attachment } from '@bahu/domain/attachments/attachment.ts';
import { newId } from '../../../kernel/ids.ts';
import { createTestServer, type TestUser } from '../../../test-server.ts';
import { drivenFiles, pdf, png } from './test-files.ts';

const server = await createTestServer();
afterAll(() => server.stop());
const { administrator, supervisor, agent, stranger, leader } = server.tenant;
const { ask, send, design, sent, customer, save, read } = drivenFiles(server);
const papers = await design('customers', 'papers');
await design('customers', 'photos');
await design('follow-ups', 'proof');

const filesOf = async (id: string, key = 'papers') =>
  (await ask(administrator, 'GET', `/customers/${id}`)).json<Customer>().fields[key];
const ofFollowUp = {
  serviceType: 'consult',
  stage: '',
  callState: 'connected',
  currentState: 'open',
  channel: 'phone',
};
const refusal = { code: 'input.invalid', fields: [{ path: 'fields.papers', rule: 'file' }] };
const audited = (action: string) =>
  server.database.asOwner<{ record_id: string; before: object | null; after: object }>(
    'select record_id, before, after from audit_rows where action = $1 order by at, id',
    [action],
  );

describe('[C6] a record', () => {
  test('[C6] [U4] takes the files that its writer sent, shows them, and the log says which came and went', async () => {
    const [first, second] = [await sent(agent, '合同.pdf'), await sent(agent, '现场.png', png)];
    const { id, fields } = await customer(agent, { papers: [first.id] });
    expect(fields['papers']).toEqual([first]);
    // As it was read, or by the id alone.
    expect((await save(agent, id, { papers: [second.id, first] })).json<Customer>().fields['papers']).toEqual([
      second,
      first,
    ]);
    expect((await save(agent, id, { papers: [second.id] })).statusCode).toBe(200);
    const changes = (await audited('customer.change')).filter(({ record_id }) => record_id === id);
    expect(changes.map(({ before, after }) => [before, after])).toEqual([
      [{ papers: ['合同.pdf'] }, { papers: ['现场.png', '合同.pdf'] }],
      [{ papers: ['现场.png', '合同.pdf'] }, { papers: ['现场.png'] }],
    ]);
    for (const none of [[], null, ''])
      expect((await save(agent, id, { papers: none })).json<Customer>().fields, JSON.stringify(none)).toEqual({});
  });

  test('[C6] of the kind of a follow-up has files too', async () => {
    const { id } = await customer(agent);
    const file = await sent(agent);
    const reply = await ask(agent, 'POST', `/customers/${id}/follow-ups`, {
      ...ofFollowUp,
      content: '附上合同',
      fields: { proof: [file.id] },
    });
    expect(reply.json<FollowUp>().fields).toEqual({ proof: [file] });
    expect((await read(agent, file)).rawPayload).toEqual(pdf);
    expect((await read(stranger, file)).statusCode).toBe(404);
    expect((await read(leader, file)).statusCode).toBe(200);
    await server.database.asOwner(
      "update roles set permissions = array_remove(permissions, 'follow-up.read') where code = 'leader' and tenant_id = $1",
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    expect((await read(leader, file)).statusCode).toBe(404);
  });

  test('[C6] [P2] takes no file of another company, of another record, of another sender, that is none, or too many', async () => {
    const { id } = await customer(agent);
    const elsewhere = drivenFiles(server);
    const foreign = (await elsewhere.send(server.otherTenant.agent, 'x.pdf', pdf)).json<Attachment>();
    const taken = await sent(agent);
    await customer(agent, { papers: [taken.id] });
    const ofFollowUps = await sent(agent);
    await ask(agent, 'POST', `/customers/${id}/follow-ups`, {
      ...ofFollowUp,
      content: '有',
      fields: { proof: [ofFollowUps.id] },
    });
    const colleagues = await sent(supervisor);
    const mine = await sent(agent);
    for (const wrong of [foreign.id, taken.id, ofFollowUps.id, colleagues.id, newId(), '../../x', "' or 1=1"]) {
      const reply = await save(agent, id, { papers: [mine.id, wrong] });
      expect([reply.statusCode, reply.json<ErrorBody>()], wrong).toMatchObject([400, refusal]);
    }
    for (const form of [mine.id, [7], [{ id: mine.id }], { id: mine.id }])
      expect((await save(agent, id, { papers: form })).statusCode, JSON.stringify(form)).toBe(400);
    const many = Array.from({ length: attachmentLimits.files + 1 }, () => newId());
    expect((await save(agent, id, { papers: many })).json<ErrorBody>().fields).toEqual([
      { path: 'fields.papers', rule: 'too-many-files' },
    ]);
    expect(await filesOf(id)).toBeUndefined();
    // None of them was taken by a save that was refused: each is still where it was.
    expect((await save(agent, id, { papers: [mine.id] })).statusCode).toBe(200);
    expect((await save(supervisor, id, { papers: [mine.id, colleagues.id] })).statusCode).toBe(200);
    expect((await read(server.otherTenant.agent, foreign)).statusCode).toBe(200);
  });

  test('[C6] keeps what it has when somebody was faster, and takes nothing then', async () => {
    const [first, second] = [await sent(agent), await sent(agent)];
    const { id, version } = await customer(agent, { papers: [first.id] });
    await save(agent, id, { papers: [first.id, second.id] });
    const third = await sent(agent);
    const late = await ask(agent, 'PATCH', `/customers/${id}`, { version, fields: { papers: [third.id] } });
    expect(late.json<ErrorBody>().code).toBe('customer.changed-meanwhile');
    expect(await filesOf(id)).toEqual([first, second]);
    await customer(agent, { papers: [third.id] });
  });

  test('[C6] that must have a file is not saved without one by a person', async () => {
    const field = await design('customers', 'needed', { required: { web: true, mobile: false, pop: false } });
    const reply = await ask(agent, 'POST', '/customers', { name: '无附件', phone: '15499990001' });
    expect(reply.json<ErrorBody>().fields).toEqual([{ path: 'fields.needed', rule: 'required' }]);
    await customer(agent, { needed: [(await sent(agent)).id] });
    await ask(administrator, 'PATCH', `/fields/${field}`, { version: 1, state: 'off' });
  });

  test('[C6] is found by whether it has files, and by nothing else of them', async () => {
    const one = await customer(agent, { photos: [(await sent(agent, '照片.png', png)).id] });
    const found = async (filter: string) => {
      const reply = await ask(administrator, 'GET', `/customers?limit=100&fields=${encodeURIComponent(filter)}`);
      return reply.statusCode === 200
        ? reply.json<{ items: Customer[] }>().items.map(({ id }) => id)
        : reply.statusCode;
    };
    expect(await found('photos:filled:')).toEqual([one.id]);
    expect(await found('photos:empty:')).not.toContain(one.id);
    expect(await found('photos:is:照片.png')).toBe(400);
    const search = await ask(administrator, 'GET', `/customers?search=${encodeURIComponent('照片')}`);
    expect(search.json()).toMatchObject({ total: 0 });
  });
});

describe('[C6] a file', () => {
  const headersOf = async (user: TestUser, file: Attachment, query = '') => {
    const { statusCode, headers } = await read(user, file, query);
    expect(statusCode).toBe(200);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toMatch(/^private, no-/);
    return [headers['content-type'], headers['content-disposition']];
  };

  test('[C6] is saved under its name and never shown, unless it is what browsers show by themselves and asked for so', async () => {
    const name = `价格"单' (终).html`;
    const page = await sent(agent, name, Buffer.from('<script>alert(1)</script>'));
    const vector = await sent(agent, 'x.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    const [picture, paper] = [await sent(agent, 'a.png', png), await sent(agent)];
    await customer(agent, { papers: [page.id, vector.id, picture.id, paper.id] });
    const attached = ['application/octet-stream', expect.stringMatching(/^attachment; /)];
    for (const file of [page, vector, picture, paper]) expect(await headersOf(agent, file)).toEqual(attached);
    for (const file of [page, vector]) expect(await headersOf(agent, file, '?inline=1')).toEqual(attached);
    expect(await headersOf(agent, paper, '?inline=1')).toEqual(['application/pdf', 'inline']);
    expect(await headersOf(agent, picture, '?inline=1')).toEqual(['image/png', 'inline']);
    expect((await headersOf(agent, page))[1]).toBe(
      `attachment; filename="_.html"; filename*=UTF-8''%E4%BB%B7%E6%A0%BC%E5%8D%95%27%20%28%E7%BB%88%29.html`,
    );
  });

  test('[C6] [U1] [P2] is read by whoever may read its record, and by nobody else', async () => {
    const file = await sent(agent);
    // As long as nobody has saved it, by its sender.
    const readers = async () => {
      const all = { agent, supervisor, administrator, stranger, foreign: server.otherTenant.administrator };
      const replies = await Promise.all(
        Object.entries(all).map(async ([name, user]) => [name, (await read(user, file)).statusCode] as const),
      );
      return replies.filter(([, status]) => status !== 404).map(([name]) => name);
    };
    expect(await readers()).toEqual(['agent']);
    const { id } = await customer(agent, { papers: [file.id] });
    expect(await readers()).toEqual(['agent', 'supervisor', 'administrator']);
    await server.database.asOwner(
      `update roles set permissions = array_remove(permissions, 'customer.read') where code = 'supervisor' and tenant_id = $1`,
      [server.tenant.id],
    );
    await server.sessions.refreshTenant(server.tenant.id);
    expect(await readers()).toEqual(['agent', 'administrator']);
    // Given to somebody else, it goes along.
    await server.database.asOwner('update customers set owner_id = $2, department_id = null where id = $1', [
      id,
      stranger.userId,
    ]);
    expect(await readers()).toEqual(['administrator', 'stranger']);
    // Taken out of the record, it is nobody's at once.
    await save(administrator, id, { papers: [] });
    expect(await readers()).toEqual([]);
  });

  test('[C6] [U4] that is saved is in the log, a picture that is shown with its record is not', async () => {
    const picture = await sent(agent, 'b.png', png);
    const { id } = await customer(agent, { photos: [picture.id] });
    await read(agent, picture, '?inline=1');
    const of = async () => (await audited('attachment.download')).filter(({ record_id }) => record_id === id);
    expect(await of()).toEqual([]);
    await read(agent, picture);
    expect(await of()).toEqual([{ record_id: id, before: null, after: { fileName: 'b.png' } }]);
  });

  test('[C6] [U1] has a number in its name that is masked as anywhere else, and stays when it is saved masked', async () => {
    // Agents do not see numbers.
    const name = '通话 13812345678.pdf';
    const file = await sent(agent, name);
    expect(file.name).toBe('通话 138****5678.pdf');
    const { id, fields } = await customer(agent, { photos: [file.id] });
    expect(fields['photos']).toEqual([file]);
    expect(decodeURIComponent(String((await read(agent, file)).headers['content-disposition']))).not.toContain('2345');
    expect(await filesOf(id, 'photos')).toEqual([{ ...file, name }]);
    const another = await sent(agent, '13800000001.pdf');
    expect((await save(agent, id, { photos: [another, file] })).statusCode).toBe(200);
    expect(await filesOf(id, 'photos')).toEqual([
      { ...another, name: '13800000001.pdf' },
      { ...file, name },
    ]);
  });

  test('[C6] whose bytes are gone says so', async () => {
    const file = await sent(agent);
    const [row] = await server.database.asOwner<{ path: string }>('select path from attachments where id = $1', [
      file.id,
    ]);
    await server.files.put(row!.path, Buffer.from('cut'));
    expect((await read(agent, file)).json<ErrorBody>().code).toBe('attachment.missing');
    await server.files.remove(row!.path);
    expect((await read(agent, file)).json<ErrorBody>().code).toBe('attachment.missing');
    expect((await read(agent, { id: 'none' })).statusCode).toBe(404);
  });

  test('[C6] stays where it is when its field gets another type, which says so beforehand, and comes back with it', async () => {
    const file = await sent(agent, '说明.pdf');
    const { id } = await customer(agent, { papers: [file.id] });
    const change = async (type: string) => {
      const { items } = (await ask(administrator, 'GET', '/fields?owner=customers')).json<{
        items: { id: string; version: number }[];
      }>();
      const { version } = items.find((one) => one.id === papers)!;
      expect((await ask(administrator, 'PATCH', `/fields/${papers}`, { version, type })).statusCode).toBe(200);
    };
    const misfits = (await ask(administrator, 'POST', `/fields/${papers}/misfits`, { type: 'text' })).json<{
      filled: number;
      misfits: number;
      examples: object[];
    }>();
    expect(misfits.misfits).toBe(misfits.filled);
    expect(misfits.examples).toContainEqual({ value: [file], records: 1 });
    await change('text');
    expect(await filesOf(id)).toEqual([file]);
    expect((await read(agent, file)).statusCode).toBe(200);
    // A form that knows it as a text sends back what it was not asked for.
    expect((await save(agent, id, { papers: [file] })).statusCode).toBe(200);
    const text = await customer(agent, { papers: '文字' });
    await change('file');
    expect(await filesOf(id)).toEqual([file]);
    expect(await filesOf(text.id)).toBe('文字');
    expect((await send(agent, 'x.pdf', pdf)).statusCode).toBe(200);
  });
});
