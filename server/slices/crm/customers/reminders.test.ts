import { afterEach, describe, expect, test } from 'vitest';
import type { Customer } from '@bahu/contract/customers.ts';
import type { FollowUp } from '@bahu/contract/follow-ups.ts';
import type { Todo } from '@bahu/contract/todos.ts';
import { openRealtime } from '../../../realtime/test-reader.ts';
import type { TestUser } from '../../../test-server.ts';

const { server, connect } = await openRealtime();
afterEach(async () => {
  await server.database.asOwner('delete from follow_ups');
  await server.database.asOwner('update customers set remind_at = null, reminder_id = null, reminder_author_id = null');
});

const minute = 60_000;
const inMinutes = (count: number): string => new Date(Date.now() + count * minute).toISOString();
const as = (user: TestUser, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) =>
  server.request(user, method, `/api${url}`, body);

let made = 0;
async function customerOf(user: TestUser, name = '程立'): Promise<Customer> {
  made += 1;
  const phone = `1540000${String(made).padStart(4, '0')}`;
  return (await as(user, 'POST', '/customers', { name, phone })).json<Customer>();
}
async function agree(
  user: TestUser,
  { id }: Customer,
  minutes: number | null,
  content = '回访报价',
): Promise<FollowUp> {
  const reply = await as(user, 'POST', `/customers/${id}/follow-ups`, {
    serviceType: 'consult',
    stage: '',
    callState: 'connected',
    currentState: 'open',
    channel: 'phone',
    content,
    ...(minutes !== null && { remindAt: inMinutes(minutes) }),
  });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<FollowUp>();
}
/** A reminder whose time has come: none can be made for the past. */
async function agreeForNow(user: TestUser, customer: Customer, content?: string): Promise<FollowUp> {
  const followUp = await agree(user, customer, 5, content);
  await server.database.asOwner("update follow_ups set remind_at = now() - interval '1 minute' where id = $1", [
    followUp.id,
  ]);
  return followUp;
}
interface Told {
  items: Todo[];
  unread: number;
  coming: Todo[];
}
const todosOf = async (user: TestUser, minutes = 60): Promise<Told> =>
  (await as(user, 'GET', `/todos?until=${inMinutes(minutes)}`)).json<Told>();
const titles = (todos: readonly Todo[]) => todos.map(({ title }) => title);

describe('[C8] [A2.3] the next reminder of a follow-up', () => {
  test('comes back at its time, to the agent of the customer alone, with what was agreed and whom to call', async () => {
    const { agent, leader, administrator } = server.tenant;
    const customer = await customerOf(agent, '程立');
    const followUp = await agreeForNow(agent, customer);
    expect(await todosOf(agent)).toMatchObject({
      unread: 1,
      items: [
        {
          kind: 'follow-up',
          id: followUp.id,
          title: '程立',
          detail: '回访报价',
          customerId: customer.id,
          isTimed: true,
        },
      ],
      coming: [],
    });
    for (const other of [leader, administrator, server.otherTenant.administrator])
      expect((await todosOf(other)).items).toEqual([]);
  });

  test('is among those that come until its time, soonest first, as far ahead as was asked', async () => {
    const { agent } = server.tenant;
    await agree(agent, await customerOf(agent, '后到'), 50);
    await agree(agent, await customerOf(agent, '先到'), 10);
    await agree(agent, await customerOf(agent, '明天'), 24 * 60);
    const told = await todosOf(agent);
    expect([told.unread, titles(told.coming)]).toEqual([0, ['先到', '后到']]);
    expect((await as(agent, 'GET', '/todos')).json<Told>().coming).toEqual([]);
    expect((await as(agent, 'GET', '/todos?until=tomorrow')).statusCode).toBe(400);
  });

  test('is settled by a later follow-up, which may bring its own', async () => {
    const { agent } = server.tenant;
    const customer = await customerOf(agent);
    await agreeForNow(agent, customer);
    await agree(agent, customer, 30, '改约');
    expect(await todosOf(agent)).toMatchObject({ unread: 0, coming: [{ detail: '改约' }] });
    await agree(agent, customer, null);
    expect(await todosOf(agent)).toMatchObject({ unread: 0, coming: [] });
  });

  test('goes with the customer to another agent, and in the pool stays with its author', async () => {
    const { agent, leader } = server.tenant;
    const customer = await customerOf(agent);
    await agreeForNow(agent, customer);
    const give = (ownerId: string | null) =>
      server.database.asOwner('update customers set owner_id = $1 where id = $2', [ownerId, customer.id]);
    await give(leader.userId);
    expect([(await todosOf(agent)).unread, (await todosOf(leader)).unread]).toEqual([0, 1]);
    await give(null);
    expect([(await todosOf(agent)).unread, (await todosOf(leader)).unread]).toEqual([1, 0]);
  });

  test('can be done with, and is open to nobody else', async () => {
    const { agent, leader } = server.tenant;
    const { id } = await agreeForNow(agent, await customerOf(agent));
    expect((await as(leader, 'POST', `/todos/follow-up/${id}/read`)).statusCode).toBe(404);
    expect((await as(agent, 'POST', `/todos/follow-up/${id}/read`)).statusCode).toBe(200);
    expect((await todosOf(agent)).unread).toBe(0);
  });

  test('can be put off by its reader alone, of which their other screens are told', async () => {
    const { agent, leader } = server.tenant;
    const screen = await connect(agent);
    screen.send({ subscribe: ['records'] });
    await screen.settled();
    const { id } = await agreeForNow(agent, await customerOf(agent));
    const told = async (times: number) => {
      while (screen.frames.filter((frame) => JSON.stringify(frame).includes(id)).length < times)
        await screen.received(screen.frames.length + 1);
    };
    await told(1);
    const move = (user: TestUser, minutes = 10) =>
      as(user, 'POST', `/todos/follow-up/${id}/move`, { at: inMinutes(minutes) });
    expect((await move(leader)).statusCode).toBe(404);
    expect((await move(server.otherTenant.agent)).statusCode).toBe(404);
    expect((await move(agent, -1)).statusCode).toBe(400);
    expect((await move(agent, 367 * 24 * 60)).statusCode).toBe(400);
    expect((await move(agent)).statusCode).toBe(200);
    const { unread, coming } = await todosOf(agent);
    expect([unread, coming.length]).toEqual([0, 1]);
    expect(Math.abs(Date.parse(coming[0]!.at) - Date.now() - 10 * minute)).toBeLessThan(minute);
    await told(2);
    expect((await as(agent, 'GET', `/follow-ups/${id}`)).json<FollowUp>()).toMatchObject({ version: 2 });
  });

  test('hides numbers in what was agreed from a role that sees none, and is nothing to one that may not read follow-ups', async () => {
    const { agent, id } = server.tenant;
    const setRole = async (change: string) => {
      await server.database.asOwner(`update roles set ${change} where tenant_id = $1 and code = 'agent'`, [id]);
      await server.sessions.refreshTenant(id);
    };
    await agreeForNow(agent, await customerOf(agent), '改拨 13912345678');
    await setRole('masks_numbers = true');
    expect(JSON.stringify(await todosOf(agent))).not.toContain('13912345678');
    await setRole("masks_numbers = false, permissions = array_remove(permissions, 'follow-up.read')");
    expect((await todosOf(agent)).unread).toBe(0);
    await setRole("permissions = array_append(permissions, 'follow-up.read')");
    expect((await todosOf(agent)).unread).toBe(1);
  });

  test('an announcement has no time and cannot be put off', async () => {
    const { administrator, agent } = server.tenant;
    const reply = await as(administrator, 'POST', '/announcements', {
      title: '值班',
      level: 'normal',
      audience: 'all',
    });
    const { id } = reply.json<{ id: string }>();
    const [told] = (await todosOf(agent)).items;
    expect(told).toMatchObject({ id, isTimed: false, customerId: null, detail: '' });
    expect((await as(agent, 'POST', `/todos/announcement/${id}/move`, { at: inMinutes(10) })).statusCode).toBe(404);
  });
});
