/** Follow-ups that are corrected: what was written, never who wrote it and when. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { ListedFollowUp } from '@bahu/contract/follow-ups.ts';
import { createTestServer, type TestServer, type TestUser } from '../../../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.stop());

const standard = { serviceType: 'consult', stage: '', callState: 'connected', currentState: 'open', channel: 'phone' };
let customers = 0;
const customerOf = async (user: TestUser): Promise<Customer> => {
  customers += 1;
  const body = { name: `更正 ${customers}`, phone: `1390005${String(customers).padStart(4, '0')}` };
  const reply = await server.request(user, 'POST', '/api/customers', body);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Customer>();
};
const write = async (user: TestUser, customer: Customer, body: object = {}): Promise<ListedFollowUp> => {
  const path = `/api/customers/${customer.id}/follow-ups`;
  const reply = await server.request(user, 'POST', path, { ...standard, content: '回电 13900050099', ...body });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<ListedFollowUp>();
};
const change = (user: TestUser, { id }: { id: string }, body: object) =>
  server.request(user, 'PATCH', `/api/follow-ups/${id}`, body);
const read = (user: TestUser, { id }: { id: string }) => server.request(user, 'GET', `/api/follow-ups/${id}`);
const codeOf = (reply: Awaited<ReturnType<typeof change>>): string => reply.json<{ code: string }>().code;

describe('[R2] a follow-up that is changed', () => {
  test('[R2] [A2.3] has what was sent and keeps everything else, its author and its time, and another version', async () => {
    const { agent, administrator } = server.tenant;
    const made = await write(agent, await customerOf(agent));
    const changed = (await change(administrator, made, { version: 1, currentState: 'done' })).json<ListedFollowUp>();
    const { customerName: _name, phone: _phone, ...rest } = changed;
    expect(rest).toEqual({
      ...made,
      content: '回电 13900050099',
      currentState: 'done',
      version: 2,
      can: ['edit', 'delete'],
    });
    const reminded = await change(agent, made, { version: 2, remindAt: '2027-01-05T08:00:00.000Z' });
    expect(reminded.json()).toMatchObject({ remindAt: '2027-01-05T08:00:00.000Z', currentState: 'done', version: 3 });
    expect((await change(agent, made, { version: 3, remindAt: null })).json()).toMatchObject({ remindAt: null });
    const listed = await server.request(agent, 'GET', `/api/follow-ups?customer=${made.customerId}`);
    expect(listed.json<{ items: ListedFollowUp[] }>().items).toMatchObject([{ id: made.id, version: 4 }]);
  });

  test('[R2] is not written over what somebody else has changed meanwhile', async () => {
    const { agent, administrator } = server.tenant;
    const made = await write(agent, await customerOf(agent));
    expect((await change(administrator, made, { version: 1, channel: 'visit' })).statusCode).toBe(200);
    expect(codeOf(await change(agent, made, { version: 1, channel: 'sms' }))).toBe('conflict');
    expect((await read(agent, made)).json()).toMatchObject({ channel: 'visit', version: 2 });
    const both = await Promise.all(['sms', 'email'].map((channel) => change(agent, made, { version: 2, channel })));
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('[R2] is refused what is none of its values, with nothing written', async () => {
    const { agent } = server.tenant;
    const made = await write(agent, await customerOf(agent));
    for (const body of [
      { version: 1, currentState: 'somewhere' },
      { version: 1, content: '' },
      { version: 1, agentId: agent.userId },
      { version: 1, fields: { nothing: 'x' } },
      { currentState: 'done' },
    ])
      expect(codeOf(await change(agent, made, body)), JSON.stringify(body)).toBe('input.invalid');
    expect((await read(agent, made)).json()).toMatchObject({ currentState: 'open', version: 1 });
  });

  test('[P4] leaves what it was and what it is in the audit log', async () => {
    const { agent, administrator } = server.tenant;
    const customer = await customerOf(agent);
    const made = await write(agent, customer);
    await change(agent, made, { version: 1, currentState: 'done' });
    const [row] = await server.database.asOwner<object>(
      'select action, record_type, record_name, before, after from audit_rows where record_id = $1',
      [made.id],
    );
    expect(row).toEqual({
      action: 'follow-up.change',
      record_type: 'follow-up',
      record_name: customer.name,
      before: { currentState: 'open' },
      after: { currentState: 'done' },
    });
    expect((await server.request(administrator, 'GET', '/api/audit')).statusCode).toBe(200);
  });
});

describe('[U1] who changes a follow-up', () => {
  test('[U1] is whoever wrote it, and whoever may change its customer; to others it says that they may not', async () => {
    const { agent, administrator, supervisor } = server.tenant;
    const own = await write(agent, await customerOf(agent));
    for (const [user, can] of [
      [agent, ['edit']],
      [supervisor, ['edit', 'delete']],
      [administrator, ['edit', 'delete']],
    ] as const)
      expect((await read(user, own)).json<ListedFollowUp>().can).toEqual(can);
    const ofOthers = await write(administrator, await customerOf(administrator));
    expect((await read(agent, ofOthers)).statusCode).toBe(404);
    expect((await change(agent, ofOthers, { version: 1, channel: 'sms' })).statusCode).toBe(404);
    expect((await change(server.otherTenant.administrator, own, { version: 1, channel: 'sms' })).statusCode).toBe(404);
  });

  test('[U1] is nobody without the permission: an inspector reads it and is refused', async () => {
    const { agent, inspector, administrator } = server.tenant;
    const made = await write(agent, await customerOf(agent));
    expect((await read(inspector, made)).json<ListedFollowUp>().can).toEqual([]);
    expect((await change(inspector, made, { version: 1, channel: 'sms' })).statusCode).toBe(403);
    expect((await read(administrator, made)).json()).toMatchObject({ version: 1, channel: 'phone' });
  });

  test('[U1] [U2] keeps the numbers that they do not see in what they write', async () => {
    const { agent, administrator } = server.tenant;
    const made = await write(administrator, await customerOf(agent));
    const seen = (await read(agent, made)).json<ListedFollowUp>();
    expect(seen.content).toBe('回电 139****0099');
    await change(agent, made, { version: 1, content: `${seen.content}，周五` });
    expect((await read(administrator, made)).json()).toMatchObject({ content: '回电 13900050099，周五' });
  });
});

describe('[R2] a follow-up that is deleted', () => {
  const remove = (user: TestUser, { id }: { id: string }) => server.request(user, 'DELETE', `/api/follow-ups/${id}`);

  test('[R2] [U1] is gone for everybody, by whoever may, once', async () => {
    const { agent, supervisor } = server.tenant;
    const made = await write(agent, await customerOf(agent));
    expect((await remove(agent, made)).statusCode).toBe(403);
    expect((await remove(server.otherTenant.administrator, made)).statusCode).toBe(404);
    const both = await Promise.all([remove(supervisor, made), remove(supervisor, made)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await read(agent, made)).statusCode).toBe(404);
    const rows = await server.database.asOwner(
      "select before ->> 'content' as content from audit_rows where action = 'follow-up.delete' and record_id = $1",
      [made.id],
    );
    expect(rows).toEqual([{ content: '回电 13900050099' }]);
  });

  test('[R2] [C8] leaves the reminder of the one before it', async () => {
    const { agent, administrator } = server.tenant;
    const customer = await customerOf(agent);
    const [first, second] = ['2027-03-01T02:00:00.000Z', '2027-04-01T02:00:00.000Z'];
    const before = await write(agent, customer, { remindAt: first });
    const latest = await write(agent, customer, { remindAt: second });
    const reminded = async () =>
      server.database.asOwner('select reminder_id as id, remind_at as at from customers where id = $1', [customer.id]);
    expect(await reminded()).toEqual([{ id: latest.id, at: new Date(second) }]);
    expect((await remove(administrator, latest)).statusCode).toBe(200);
    expect(await reminded()).toEqual([{ id: before.id, at: new Date(first) }]);
    expect((await remove(administrator, before)).statusCode).toBe(200);
    expect(await reminded()).toEqual([{ id: null, at: null }]);
  });
});
